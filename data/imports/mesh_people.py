"""Tables of people by mesh (JIS X 0410) as areas with people; merged meshes share what was added together."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.imports.census_people import PeopleAreas, census_people
from data.readers.area_crs import Bounds
from data.readers.estat_areas import SmallAreas
from data.readers.estat_tables import CensusTable
from data.readers.jis_mesh import mesh_bounds
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError

#: Digits of a third mesh, and of its hundredth parts (about 100 m): two more digits, row and column.
_THIRD, _HUNDREDTH = 8, 10
_QUARTERS = frozenset("1234")
_TENTH = 10


def mesh_people(tables: Sequence[tuple[str, CensusTable]], within: Bounds) -> PeopleAreas:
    """Return the meshes of tables that touch a city.

    Parameters
    ----------
    tables
        Tables by the name of their file; the same mesh may stand in several (people here, ages there).
    within
        Bounds of the city in degrees of JGD2011.

    Raises
    ------
    domain.faults.InputError
        When a code is no mesh, or none lies in the city.
    """
    keys = sorted({str(key) for _, table in tables for key in table.rows.index})
    if len({len(key) for key in keys}) > 1:
        # Meshes of two sizes hold the same people twice.
        raise InputError(
            [Fault("mesh_levels_mixed", file=name, value=str(table.rows.index[0])) for name, table in tables]
        )
    boxes = mesh_boxes(keys)
    lost = np.flatnonzero(np.isnan(boxes).any(axis=1))
    if lost.size:
        file = next(name for name, table in tables if keys[lost[0]] in table.rows.index)
        raise InputError([Fault("mesh_code", file=file, value=keys[lost[0]], expected="JIS X 0410")])
    west, south, east, north = within
    near = (boxes[:, 2] > west) & (boxes[:, 0] < east) & (boxes[:, 3] > south) & (boxes[:, 1] < north)
    if not near.any():
        raise InputError([Fault("mesh_elsewhere", file=name, value=keys[0]) for name, _ in tables])
    mine = np.array(keys)[near]
    frame = pd.DataFrame(
        {
            "code": "mesh",
            "name": [f"メッシュ {key}" for key in mine],
            "residents": pd.array([pd.NA] * len(mine), dtype="Int64"),
            "households": pd.array([pd.NA] * len(mine), dtype="Int64"),
        },
        index=pd.Index(mine, dtype="str", name="key"),
    )
    areas = gpd.GeoDataFrame(frame, geometry=shapely.box(*boxes[near].T), crs=GEOGRAPHIC_EPSG)
    drawn = SmallAreas(areas, len(keys), "", (), (), pd.Series(1, index=areas.index), ())
    return census_people(drawn, tables, frozenset({"mesh"}))


def mesh_boxes(keys: Sequence[str]) -> npt.NDArray[np.float64]:
    """Return the rectangles of meshes in degrees, those of about 100 m too, shape (n, 4).

    Codes of ten digits are quarters of halves (each 1 to 4) where all of them can be; else hundredths.
    """
    boxes = mesh_bounds(keys)
    tens = [i for i, key in enumerate(keys) if len(key) == _HUNDREDTH]
    if all(set(keys[i][_THIRD:]) <= _QUARTERS for i in tens):
        return boxes
    third = mesh_bounds([keys[i][:_THIRD] for i in tens])
    row = np.array([int(keys[i][_THIRD]) for i in tens])
    column = np.array([int(keys[i][_THIRD + 1]) for i in tens])
    width, height = (third[:, 2] - third[:, 0]) / _TENTH, (third[:, 3] - third[:, 1]) / _TENTH
    left, bottom = third[:, 0] + column * width, third[:, 1] + row * height
    boxes[tens] = np.column_stack([left, bottom, left + width, bottom + height])
    return boxes
