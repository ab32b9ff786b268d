"""What an import would change: rows by layer, ground, people and places, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.bundle.layout import HAZARD_PREFIX, LAYERS
from domain.bundle import CityBundle

_M2_PER_KM2 = 1e6
#: Coordinates are compared to so many digits [m].
_DIGITS = 3
#: What stands for a value that is not known.
_MISSING = "<NA>"


@dataclass(frozen=True, slots=True)
class LayerDifference:
    """How one layer changes.

    Parameters
    ----------
    layer
        Its id.
    added, changed, removed
        Rows by id; a row with any other value is changed. Of a layer whose rows are only numbered every
        row that stands in one of the two only is added or removed.
    area_km2_before, area_km2_after
        Sum of its areas [km²], those that overlap each counted; 0 without areas.
    columns
        Columns with the number of changed rows that have another value in them, the most first.
    moved_m
        The farthest that a point of a changed row moves [m]; 0 without points. Lists round their
        positions each in its own way, so that all of them may move by less than a step.
    """

    layer: str
    added: int
    changed: int
    removed: int
    area_km2_before: float
    area_km2_after: float
    columns: tuple[tuple[str, int], ...] = ()
    moved_m: float = 0.0


@dataclass(frozen=True, slots=True)
class BundleDifference:
    """How a city changes.

    Parameters
    ----------
    layers
        Layers that change, in the bundle's order.
    residents_before, residents_after
        People who live in its blocks.
    places_before, places_after
        Its places.
    scenarios_added
        Ids of scenarios that come with the files, such as proposals for a hazard.
    """

    layers: tuple[LayerDifference, ...]
    residents_before: int
    residents_after: int
    places_before: int
    places_after: int
    scenarios_added: tuple[str, ...] = ()


def bundle_difference(before: CityBundle, after: CityBundle) -> BundleDifference:
    """Return what differs between a city and the same city renewed.

    Parameters
    ----------
    before, after
        The city as it is on disk, and as it would be written.
    """
    old, new = dict(_tables(before)), dict(_tables(after))
    found = [_layer(layer, old.get(layer), new.get(layer)) for layer in dict.fromkeys((*old, *new))]
    return BundleDifference(
        layers=tuple(one for one in found if one.added or one.changed or one.removed),
        residents_before=int(before.blocks["residents"].sum()),
        residents_after=int(after.blocks["residents"].sum()),
        places_before=len(before.places),
        places_after=len(after.places),
        scenarios_added=tuple(one for one in after.scenarios if one not in before.scenarios),
    )


def _tables(bundle: CityBundle) -> Iterator[tuple[str, pd.DataFrame]]:
    yield from ((spec.layer, bundle.table(spec.layer)) for spec in LAYERS)
    yield from ((f"{HAZARD_PREFIX}{name}", table) for name, table in sorted(bundle.hazards.items()))


def _layer(layer: str, old: pd.DataFrame | None, new: pd.DataFrame | None) -> LayerDifference:
    if old is new:
        return LayerDifference(layer, 0, 0, 0, 0.0, 0.0)
    before, after = _rows(old), _rows(new)
    both = before.index.intersection(after.index)
    changed = both[before.loc[both].to_numpy() != after.loc[both].to_numpy()]
    columns, moved_m = _changed_values(old, new, changed)
    return LayerDifference(
        layer, len(after) - len(both), len(changed), len(before) - len(both), _km2(old), _km2(new), columns,
        moved_m,
    )  # fmt: skip


def _changed_values(
    old: pd.DataFrame | None, new: pd.DataFrame | None, rows: pd.Index
) -> tuple[tuple[tuple[str, int], ...], float]:
    """Return which columns differ in how many of these rows, which both tables have, and how far points move.

    A column that only one of them has differs in every row.
    """
    if old is None or new is None or rows.empty:
        return (), 0.0
    one, two = old.loc[rows], new.loc[rows]
    before, after = _texts(one), _texts(two)
    counts = {
        column: int((before[column].to_numpy() != after[column].to_numpy()).sum())
        if column in before and column in after
        else len(rows)
        for column in dict.fromkeys((*before, *after))
    }
    ordered = sorted(((column, count) for column, count in counts.items() if count), key=lambda one: -one[1])
    return tuple(ordered), _farthest_m(one, two)


def _farthest_m(one: pd.DataFrame, two: pd.DataFrame) -> float:
    """Return how far the farthest of two tables' points lie apart [m]; 0 where they hold no points."""
    if not isinstance(one, gpd.GeoDataFrame) or not isinstance(two, gpd.GeoDataFrame):
        return 0.0
    shapes, others = one.geometry.to_numpy(), two.geometry.to_numpy()
    points = (shapely.get_type_id(shapes) == 0) & (shapely.get_type_id(others) == 0)
    return float(np.max(shapely.distance(shapes[points], others[points]), initial=0.0))


def _rows(table: pd.DataFrame | None) -> pd.Series:
    """Return a hash of each row by its id; geometry by its coordinates to the millimetre."""
    if table is None or table.empty:
        return pd.Series([], dtype="uint64", index=pd.Index([], dtype=object))
    hashes = pd.util.hash_pandas_object(_texts(table), index=False)
    return pd.Series(hashes.to_numpy(), index=table.index.astype(object))


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as texts, its columns in one order."""
    plain = pd.DataFrame(table).copy()
    if isinstance(table, gpd.GeoDataFrame):
        plain["geometry"] = shapely.to_wkb(_rounded(table.geometry), hex=True)
    return plain[sorted(plain.columns)].astype("str").fillna(_MISSING)


def _rounded(shapes: gpd.GeoSeries) -> Any:
    """Return shapes to the millimetre: a position that was read anew has not moved."""
    return shapely.transform(shapes.to_numpy(), lambda corners: np.round(corners, _DIGITS) + 0.0)


def _km2(table: pd.DataFrame | None) -> float:
    if not isinstance(table, gpd.GeoDataFrame) or table.empty:
        return 0.0
    return float(np.asarray(table.geometry.area).sum()) / _M2_PER_KM2
