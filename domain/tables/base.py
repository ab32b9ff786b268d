"""Base of every table contract: a strict pandera model with two conveniences."""

from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeAlias, get_origin, get_type_hints

import geopandas as gpd
import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera import extensions
from pandera.typing import Index
from pandera.typing.geopandas import GeoSeries

from domain.tables.quick import surely_holds

if TYPE_CHECKING:
    Geometry: TypeAlias = GeoSeries[Any]
else:
    #: Column of shapely geometry in the bundle's metric CRS.
    Geometry = GeoSeries


def le_or_open(cells: pd.Series, *, max_value: float) -> pd.Series:
    """Whether an upper bound is at most a value, or open (infinite)."""
    return (cells <= max_value) | (cells == np.inf)


extensions.register_check_method(le_or_open, statistics=["max_value"])


class Table(pa.DataFrameModel):
    """A strict table: exactly these columns, these types, these ranges; the id is the index."""

    class Config:
        """No column more, no column less; nothing coerced silently; order is free."""

        strict = True
        coerce = False

    @classmethod
    def columns(cls) -> list[str]:
        """Names of the columns, in the order of the contract, without the index."""
        return list(cls.to_schema().columns)

    @classmethod
    @cache  # types written as text are evaluated anew whenever somebody asks for them
    def index_name(cls) -> str:
        """Name of the index, which is the id."""
        names = [name for name, hint in get_type_hints(cls).items() if get_origin(hint) is Index]
        return names[0]

    @classmethod
    def check(cls, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame after checking it against the contract.

        Raises
        ------
        pandera.errors.SchemaErrors, ValueError
            With every failure at once. In a stage this is a bug of ours; files of users are
            checked by ``data.bundle``, which turns failures into faults.
        """
        if frame.index.name != cls.index_name():
            msg = f"{cls.__name__}: index is named {frame.index.name!r}, not {cls.index_name()!r}"
            raise ValueError(msg)
        schema = cls.to_schema()
        return frame.copy(deep=False) if surely_holds(frame, schema) else schema.validate(frame, lazy=True)

    @classmethod
    def empty_in(cls: type[Self], epsg: int | None = None) -> pd.DataFrame:
        """Return a table of this contract with no row, in the CRS given (if it has geometry)."""
        schema = cls.to_schema()
        data: dict[str, Any] = {}
        for name, column in schema.columns.items():
            if name == "geometry":
                data[name] = gpd.GeoSeries([], crs=epsg)
            else:
                data[name] = pd.Series([], dtype=column.dtype.type if column.dtype else object)
        index = schema.index
        dtype = index.dtype.type if index is not None and index.dtype else "str"
        frame = pd.DataFrame(data, index=pd.Index([], dtype=dtype, name=cls.index_name()))
        return gpd.GeoDataFrame(frame, crs=epsg) if "geometry" in data else frame
