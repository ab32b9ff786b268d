"""How likely each street is blocked after an earthquake: its damage, its width, its bridge or crossing.

Streets below 13 m are blocked by collapsed buildings with a probability that grows with the damage
beside them (Ieda et al. 1997, in the form of the Tokyo estimate of 2022, p. 378)::

    x = collapsed + half collapsed / 2   [share of buildings of the mesh]
    p = rate · x + base                  for each class of width, of a segment of street

At no damage nothing is blocked; below ``full_damage_share`` p grows from 0 in proportion. Bridges are
severely damaged where built before 1980 and shaken by 6強 or more; level crossings may stay shut. Fallen
walls and liquefied ground stand in ``hazard.low_obstacles``. What the bundle does not say (when a bridge was
built, whether a crossing opens again, the damage beyond the layer) is read in two ways, and the truth lies
between them.
"""

from dataclasses import dataclass
from enum import IntEnum

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.settings.blockage import BlockageSettings
from domain.vocabulary import HazardKind
from hazard.hits import BoolArray, touch_hits
from hazard.overlay import FloatArray, GeometryArray, IntArray

#: Upper widths of the classes [m] (Tokyo 2022, p. 378); from the last one on nothing is blocked.
CLASS_WIDTHS_M = (3.5, 5.5, 13.0)
#: Rate and base of each class; the last one is never blocked.
_RATE = np.array([0.9009, 0.3514, 0.2229, 0.0])
_BASE = np.array([0.19845, 0.13189, -0.015026, 0.0])
#: Narrower gaps between meshes, and along the rim of the layer, are of rounding [m].
_GAP_M = 1.0


class Reading(IntEnum):
    """How what is not known is read."""

    FAVOURABLE = 0
    ADVERSE = 1


class StreetClass(IntEnum):
    """What may block a street; the first four are classes of width."""

    NARROW = 0
    MIDDLE = 1
    WIDE = 2
    OPEN = 3
    BRIDGE = 4


@dataclass(frozen=True, slots=True, eq=False)
class StreetOdds:
    """What decides whether streets are blocked, arrays aligned to the street table, no value NaN.

    Parameters
    ----------
    damage
        Collapsed + half collapsed / 2, share of buildings, in each reading, shape (2, streets).
    intensity
        JMA instrumental intensity in each reading, shape (2, streets); −inf where it is not known, in the
        favourable one, +inf where the layer knows none at all, in the adverse one.
    liquefaction
        Index of liquefaction (PL) in the adverse reading, shape (streets,); +inf where the layer knows none.
    street_class
        ``StreetClass`` in each reading, shape (2, streets): they differ where no width is known.
    is_crossing
        Level crossings, shape (streets,).
    has_unknown_ground
        Whether the liquefaction of some street, or of a part of one, is not known.
    """

    damage: FloatArray
    intensity: FloatArray
    liquefaction: FloatArray
    street_class: npt.NDArray[np.int8]
    is_crossing: BoolArray
    has_unknown_ground: bool


def street_odds(streets: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> StreetOdds:
    """Return what decides whether each street is blocked.

    Of several meshes that a street touches the most damaged and the most shaken count. Where a part of it
    lies in none, or in one that leaves a value empty, the adverse reading takes no less than the worst of
    the layer there. On bridges, in tunnels and in underpasses no building stands.

    Parameters
    ----------
    streets
        ``Streets``, sorted by id.
    areas
        ``HazardAreas``; polygons of the kind earthquake are used.

    Returns
    -------
    StreetOdds
        Arrays aligned to the streets.
    """
    shaken = areas[areas["kind"] == HazardKind.EARTHQUAKE.value]
    lines, shapes = streets.geometry.to_numpy(), shaken.geometry.to_numpy()
    damage = damage_share(shaken)
    hits = touch_hits(lines, shaken.assign(least_share=damage[0], most_share=damage[1]))
    least, most = hits.highest("least_share"), hits.highest("most_share")
    shaking, ground = hits.highest("intensity"), hits.highest("liquefaction_index")
    unknown = [
        _partly_beyond(lines, shapes[~np.isnan(values)])
        for values in (damage[0], _values(shaken, "intensity"), _values(shaken, "liquefaction_index"))
    ]
    return StreetOdds(
        damage=np.stack([np.nan_to_num(least), _worse(most, unknown[0], _highest(damage[1], 1.0))]),
        intensity=np.stack([
            np.where(np.isnan(shaking), -np.inf, shaking),
            _worse(shaking, unknown[1], _highest(_values(shaken, "intensity"), np.inf)),
        ]),
        liquefaction=_worse(ground, unknown[2], _highest(_values(shaken, "liquefaction_index"), np.inf)),
        street_class=_street_class(streets),
        is_crossing=streets["level_crossing"].to_numpy(dtype=bool),
        has_unknown_ground=bool(unknown[2].any()),
    )  # fmt: skip


def damage_share(areas: pd.DataFrame) -> FloatArray:
    """Return collapsed + half collapsed / 2 of each polygon, a share of its buildings, in both readings.

    Parameters
    ----------
    areas
        ``HazardAreas``; a share of half collapses that is not given counts as none in the favourable
        reading, in the adverse one as the highest of the layer, or as all that is not collapsed where the
        layer gives none.

    Returns
    -------
    FloatArray
        From 0 to 1, shape (2, areas); NaN where no share of collapses is given.
    """
    collapsed, half = _values(areas, "collapse_share"), _values(areas, "half_collapse_share")
    most = np.minimum(_highest(half, 1.0), 1.0 - collapsed)
    halves = np.where(np.isnan(half), np.stack([np.zeros_like(most), most]), half)
    return np.asarray(np.clip(collapsed + halves / 2.0, 0.0, 1.0), np.float64)


def _values(areas: pd.DataFrame, column: str) -> FloatArray:
    return areas[column].to_numpy(np.float64)


def _highest(values: FloatArray, without: float) -> float:
    """Return the highest known value; another one where none is known."""
    known = values[~np.isnan(values)]
    return float(known.max()) if known.size else without


def _worse(values: FloatArray, unknown: BoolArray, worst: float) -> FloatArray:
    """Return values, NaN where none is known, with the worst of the layer where something is not known."""
    return np.where(unknown | np.isnan(values), worst, values)


def _partly_beyond(lines: GeometryArray, known: GeometryArray) -> BoolArray:
    """Mark the streets of which a part lies in no polygon of which something is known, shape (streets,)."""
    area = shapely.buffer(shapely.union_all(shapely.make_valid(known)), _GAP_M)
    shapely.prepare(area)
    return np.asarray(~shapely.covers(area, lines), np.bool_)


def _street_class(streets: pd.DataFrame) -> npt.NDArray[np.int8]:
    """Return the class of each street in both readings, shape (2, streets)."""
    width = streets["width_m"].to_numpy(np.float64)
    built_over = streets[["bridge", "tunnel", "underpass"]].to_numpy(dtype=bool)
    classes = np.empty((2, len(streets)), np.int8)
    for reading, unknown_m in ((Reading.FAVOURABLE, np.inf), (Reading.ADVERSE, 0.0)):
        known = np.where(np.isnan(width), unknown_m, width)
        classes[reading] = np.searchsorted(CLASS_WIDTHS_M, known, side="right")
    classes[:, built_over.any(axis=1)] = StreetClass.OPEN
    classes[:, built_over[:, 0]] = StreetClass.BRIDGE
    return classes


def blocked_share(damage: FloatArray, *, factor: float, settings: BlockageSettings) -> FloatArray:
    """Return the probability that a segment is blocked by collapsed buildings.

    Parameters
    ----------
    damage
        Share of damaged buildings (``damage_share``), shape (n,).
    factor
        For whom: a street that no car passes may still be walked.
    settings
        ``full_damage_share`` is used.

    Returns
    -------
    FloatArray
        From 0 to 1, shape (n, 4), by class of width.
    """
    full = settings.full_damage_share
    share = np.asarray(damage, np.float64)[..., None]
    formula = _RATE * np.maximum(share, full) + _BASE
    return np.asarray(factor * np.clip(formula, 0.0, 1.0) * np.minimum(share / full, 1.0), np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class StreetGroups:
    """Streets gathered where damage, shaking, ground and cell are the same.

    Parameters
    ----------
    group
        Group of each street, shape (streets,).
    damage, intensity
        Of each group in both readings, as ``StreetOdds`` has them, shape (2, groups).
    liquefaction
        Of each group in the adverse reading, shape (groups,).
    cell
        Cell of each group, shape (groups,).
    """

    group: IntArray
    damage: FloatArray
    intensity: FloatArray
    liquefaction: FloatArray
    cell: IntArray


def street_groups(odds: StreetOdds, cell: IntArray) -> StreetGroups:
    """Return streets gathered where damage, shaking, ground and cell are the same.

    Parameters
    ----------
    odds
        What decides whether streets are blocked.
    cell
        Cell of the field of shaking of each street, shape (streets,).

    Returns
    -------
    StreetGroups
        Groups, and the group of each street.
    """
    keys = np.column_stack([*odds.damage, *odds.intensity, odds.liquefaction, cell.astype(np.float64)])
    found, group = np.unique(keys, axis=0, return_inverse=True)
    columns = found.T
    return StreetGroups(
        group.astype(np.int64).reshape(-1), columns[:2], columns[2:4], columns[4], columns[5].astype(np.int64)
    )
