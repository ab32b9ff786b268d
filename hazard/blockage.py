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

from domain.settings.blockage import BlockageSettings
from domain.vocabulary import HazardKind
from hazard.hits import BoolArray, touch_hits
from hazard.overlay import FloatArray, IntArray

#: Upper widths of the classes [m] (Tokyo 2022, p. 378); from the last one on nothing is blocked.
CLASS_WIDTHS_M = (3.5, 5.5, 13.0)
#: Rate and base of each class; the last one is never blocked.
_RATE = np.array([0.9009, 0.3514, 0.2229, 0.0])
_BASE = np.array([0.19845, 0.13189, -0.015026, 0.0])


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
    """What decides whether streets are blocked, arrays aligned to the street table.

    Parameters
    ----------
    damage
        Collapsed + half collapsed / 2, share of buildings, shape (streets,); NaN where it is not known.
    intensity
        JMA instrumental intensity, shape (streets,); NaN where it is not known.
    liquefaction
        Index of liquefaction (PL), shape (streets,); NaN where it is not known.
    street_class
        ``StreetClass`` in each reading, shape (2, streets): they differ where no width is known.
    is_crossing
        Level crossings, shape (streets,).
    worst_damage, worst_intensity, worst_liquefaction
        The highest that the layer knows, NaN where it knows none: the adverse reading where nothing is known.
    """

    damage: FloatArray
    intensity: FloatArray
    liquefaction: FloatArray
    street_class: npt.NDArray[np.int8]
    is_crossing: BoolArray
    worst_damage: float
    worst_intensity: float
    worst_liquefaction: float


def street_odds(streets: gpd.GeoDataFrame, areas: gpd.GeoDataFrame) -> StreetOdds:
    """Return what decides whether each street is blocked.

    Of several meshes that a street touches the most damaged and the most shaken count. On bridges,
    in tunnels and in underpasses no building stands.

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
    damage = damage_share(shaken)
    hits = touch_hits(streets.geometry.to_numpy(), shaken.assign(collapse_share=damage))
    intensity = shaken["intensity"].to_numpy(np.float64)
    return StreetOdds(
        damage=hits.highest("collapse_share"),
        intensity=hits.highest("intensity"),
        liquefaction=hits.highest("liquefaction_index"),
        street_class=_street_class(streets),
        is_crossing=streets["level_crossing"].to_numpy(dtype=bool),
        worst_damage=_highest(damage),
        worst_intensity=_highest(intensity),
        worst_liquefaction=_highest(shaken["liquefaction_index"].to_numpy(np.float64)),
    )


def damage_share(areas: pd.DataFrame) -> FloatArray:
    """Return collapsed + half collapsed / 2 of each polygon, a share of its buildings.

    Parameters
    ----------
    areas
        ``HazardAreas``; a share of half collapses that is not given counts as none.

    Returns
    -------
    FloatArray
        From 0 to 1, shape (areas,); NaN where no share of collapses is given.
    """
    collapsed = areas["collapse_share"].to_numpy(np.float64)
    half = np.nan_to_num(areas["half_collapse_share"].to_numpy(np.float64))
    return np.asarray(np.clip(collapsed + half / 2.0, 0.0, 1.0), np.float64)


def _highest(values: FloatArray) -> float:
    known = values[~np.isnan(values)]
    return float(known.max()) if known.size else np.nan


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
    damage, intensity, liquefaction
        Of each group, as ``StreetOdds`` has them, shape (groups,); NaN where they are not known.
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
    known = (odds.damage, odds.intensity, odds.liquefaction)
    keys = np.column_stack([*(np.nan_to_num(one, nan=-1.0) for one in known), cell.astype(np.float64)])
    found, group = np.unique(keys, axis=0, return_inverse=True)
    damage, intensity, liquefaction = (np.where(found[:, i] < 0, np.nan, found[:, i]) for i in range(3))
    return StreetGroups(
        group.astype(np.int64).reshape(-1), damage, intensity, liquefaction, found[:, 3].astype(np.int64)
    )
