"""What one hazard kind asks of the people of each block, and the union of several kinds.

Every rule answers per living floor, not per person, so that the union of kinds is exact: the
people of one floor are one group, and the strictest kind decides for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from hazard.hits import BoolArray
from hazard.overlay import FloatArray, IntArray

#: Living floors in the order of the second axis of every floor array.
FLOOR_COLUMNS: tuple[str, ...] = (
    "living_floor_b1",
    "living_floor_1",
    "living_floor_2",
    "living_floor_3",
    "living_floor_4_plus",
    "living_floor_unknown",
)
FLOOR_B1, FLOOR_1, FLOOR_UNKNOWN = 0, 1, 5
#: Storey number of floors 1, 2, 3, 4+ (the lowest that 4+ can mean).
FLOOR_NUMBERS = np.array([1.0, 2.0, 3.0, 4.0])

CategoryArray = npt.NDArray[np.int8]


class Category(IntEnum):
    """What a kind asks of the people of a floor; the higher value wins in a union."""

    OUTSIDE = 0
    STAY = 1
    UNKNOWN = 2
    LEAVE = 3


class LeaveReason(StrEnum):
    """The strongest reason of a block, strongest first."""

    EVACUATION_ZONE = "evacuation_zone"
    INUNDATED = "inundated"
    HOUSE_COLLAPSE = "house_collapse"
    SPECIAL_WARNING = "special_warning"
    WARNING = "warning"
    FIRE_SPREAD = "fire_spread"
    HOME_LOST = "home_lost"
    WATER_CUT = "water_cut"
    LONG_DURATION = "long_duration"
    LIVING_FLOOR = "living_floor"
    UNDERGROUND = "underground"
    POWER_CARE = "power_care"
    UNKNOWN_DEPTH = "unknown_depth"
    UNKNOWN_DURATION = "unknown_duration"
    UNKNOWN_FLOOR = "unknown_floor"
    UNKNOWN_DAMAGE = "unknown_damage"
    STAY_UPSTAIRS = "stay_upstairs"
    STAY_HOME = "stay_home"
    ATTENTION_ZONE = "attention_zone"
    NONE = ""


#: Rank of each reason; the lowest is shown.
REASON_RANK: dict[LeaveReason, int] = {reason: rank for rank, reason in enumerate(LeaveReason)}
_REASONS = np.array([reason.value for reason in LeaveReason], dtype=object)


@dataclass(frozen=True, slots=True, eq=False)
class Impact:
    """One kind on n blocks, or parts of blocks.

    Parameters
    ----------
    category
        ``Category`` per block and living floor, shape (n, 6).
    care_leaves
        Whether people who depend on power or care must leave whatever their floor, shape (n,).
    concerned
        Whether the kind reaches the block, shape (n,).
    depth_m_min, depth_m_max
        Bounds of the depth [m], 0.0 where dry, inf where open, shape (n,).
    arrival_s
        Seconds after t0, +inf never or not published, shape (n,).
    reason
        Rank of the strongest reason (``REASON_RANK``) per living floor, shape (n, 6).
    """

    category: CategoryArray
    care_leaves: BoolArray
    concerned: BoolArray
    depth_m_min: FloatArray
    depth_m_max: FloatArray
    arrival_s: FloatArray
    reason: IntArray


def no_impact(count: int) -> Impact:
    """Return the impact of a kind that reaches nobody.

    Parameters
    ----------
    count
        Number of blocks or parts n.

    Returns
    -------
    Impact
        All outside, dry, never reached.
    """
    return Impact(
        category=np.zeros((count, len(FLOOR_COLUMNS)), dtype=np.int8),
        care_leaves=np.zeros(count, dtype=bool),
        concerned=np.zeros(count, dtype=bool),
        depth_m_min=np.zeros(count),
        depth_m_max=np.zeros(count),
        arrival_s=np.full(count, np.inf),
        reason=strongest(count, []),
    )


def union(impacts: Sequence[Impact], count: int) -> Impact:
    """Return the union of kinds: strictest per floor, deepest, earliest, strongest reason.

    Parameters
    ----------
    impacts
        Kinds on the same n blocks or parts.
    count
        Their number n.

    Returns
    -------
    Impact
        Their union.
    """
    parts = [no_impact(count), *impacts]
    return Impact(
        category=np.max([part.category for part in parts], axis=0),
        care_leaves=np.any([part.care_leaves for part in parts], axis=0),
        concerned=np.any([part.concerned for part in parts], axis=0),
        depth_m_min=np.max([part.depth_m_min for part in parts], axis=0),
        depth_m_max=np.max([part.depth_m_max for part in parts], axis=0),
        arrival_s=np.min([part.arrival_s for part in parts], axis=0),
        reason=np.min([part.reason for part in parts], axis=0),
    )


def strongest(count: int, cases: Sequence[tuple[LeaveReason, BoolArray]]) -> IntArray:
    """Return the rank of the strongest reason whose case holds, per block and living floor.

    A case holds for whole blocks, shape (count,), or for floors, shape (count, 6).

    Parameters
    ----------
    count
        Number of blocks or parts n.
    cases
        Reasons, and where each holds.

    Returns
    -------
    IntArray
        Rank in ``REASON_RANK``, shape (n, 6).
    """
    out = np.full((count, len(FLOOR_COLUMNS)), REASON_RANK[LeaveReason.NONE], dtype=np.int64)
    for reason, holds in cases:
        mask = holds if holds.ndim == 2 else holds[:, None]
        out = np.where(mask, np.minimum(out, REASON_RANK[reason]), out)
    return out


def reason_words(rank: IntArray) -> npt.NDArray[np.object_]:
    """Return the reason keys of ranks.

    Parameters
    ----------
    rank
        Ranks in ``REASON_RANK``, of any shape.

    Returns
    -------
    npt.NDArray[np.object_]
        Values of ``LeaveReason`` in the same shape.
    """
    return np.asarray(_REASONS[rank], dtype=object)


def strongest_reason(impact: Impact, floors: FloatArray, care: FloatArray) -> IntArray:
    """Return the rank of the strongest reason that holds for anybody in each part of a block.

    Where nobody is, the strongest of all floors.

    Parameters
    ----------
    impact
        What holds in each part, p parts.
    floors, care
        Persons of each part by living floor, and those of them who depend on power or care, shape (p, 6).

    Returns
    -------
    IntArray
        Rank in ``REASON_RANK``, shape (p,).
    """
    weakest = REASON_RANK[LeaveReason.NONE]
    met = np.where(floors > 0, impact.reason, weakest).min(axis=1)
    moved = impact.care_leaves[:, None] & (impact.category != Category.LEAVE) & (care > 0)
    met = np.where(moved.any(axis=1), np.minimum(met, REASON_RANK[LeaveReason.POWER_CARE]), met)
    empty = floors.sum(axis=1) == 0
    return np.asarray(np.where(empty, impact.reason.min(axis=1), met), dtype=np.int64)


def floor_persons(blocks: pd.DataFrame, present: IntArray) -> FloatArray:
    """Spread those present over the living floors of the residents, expected persons, shape (n, 6).

    By day the floors on which visitors and workers are is not known better than that; where a
    block has no residents, everybody's floor is unknown.

    Parameters
    ----------
    blocks
        ``Blocks``; its columns of living floors.
    present
        Persons present in each block, shape (n,).

    Returns
    -------
    FloatArray
        Expected persons, shape (n, 6).
    """
    residents = blocks[list(FLOOR_COLUMNS)].to_numpy(dtype=np.float64)
    total = residents.sum(axis=1)
    nobody = np.zeros_like(residents)
    nobody[:, FLOOR_UNKNOWN] = present
    # Multiplied first: whole persons stay whole where residents are those present.
    spread = np.divide(residents * present[:, None], total[:, None], out=nobody, where=total[:, None] > 0)
    return np.asarray(spread, dtype=np.float64)


def care_persons(blocks: pd.DataFrame, floors: FloatArray) -> FloatArray:
    """Spread people who depend on power or care over the floors as everybody else, shape (n, 6).

    Parameters
    ----------
    blocks
        ``Blocks``; ``power_care_persons`` is used; where it is not known nobody is set apart.
    floors
        Persons by living floor, shape (n, 6).

    Returns
    -------
    FloatArray
        Expected persons, shape (n, 6).
    """
    present = floors.sum(axis=1)
    known = blocks["power_care_persons"].to_numpy(dtype=np.float64, na_value=0.0)
    care = np.minimum(known, present)
    spread = np.divide(
        floors * care[:, None], present[:, None], out=np.zeros_like(floors), where=present[:, None] > 0
    )
    return np.asarray(spread, dtype=np.float64)


def expected_persons(impact: Impact, floors: FloatArray, care: FloatArray) -> FloatArray:
    """Return the people of each part of a block by category, columns in the order of ``Category``.

    Parameters
    ----------
    impact
        What holds in each part, shape (p,).
    floors, care
        Persons of the whole block of each part by living floor, and those of them who depend on
        power or care, shape (p, 6).

    Returns
    -------
    numpy.ndarray
        Expected persons, as if the part were the whole block, shape (p, 4).
    """
    category = impact.category
    moved = np.where(impact.care_leaves[:, None] & (category != Category.LEAVE), care, 0.0)
    rest = floors - moved
    columns = [np.where(category == wanted, rest, 0.0).sum(axis=1) for wanted in Category]
    columns[Category.LEAVE] = columns[Category.LEAVE] + moved.sum(axis=1)
    return np.column_stack(columns)
