"""Which floors of a place stay dry: 指定あり・想定区域内 is usable upstairs only."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind

BoolArray = npt.NDArray[np.bool_]
FloatArray = npt.NDArray[np.float64]

#: Storeys above the one in which the water stands (国土交通省 2011; 内閣府の手引): tsunami, other water.
_STOREYS_ABOVE_TSUNAMI = 2
_STOREYS_ABOVE_WATER = 1


@dataclass(frozen=True, slots=True, eq=False)
class FloorCheck:
    """Floors against water, per place.

    Parameters
    ----------
    needed
        Whether the place is in water or in a tsunami zone, so that its floors decide.
    known
        Whether floors and depth are both known.
    below_water
        Whether it is known to have no floor high enough.
    share
        Share of the capacity that lies on floors high enough: 1.0 where floors do not decide,
        NaN where unknown, 0.0 where there is none.
    """

    needed: BoolArray
    known: BoolArray
    below_water: BoolArray
    share: FloatArray


def refuge_floor(depth_m: FloatArray, *, tsunami: BoolArray, settings: Settings) -> FloatArray:
    """Return the lowest floor for refuge above water of a depth [m].

    The water stands in storey ``ceil((depth − floor_base) ÷ storey_height)``, at least the first;
    refuge begins one storey above it, two in a tsunami and never below ``first_refuge_floor``.

    Parameters
    ----------
    depth_m
        Depth of the water [m], shape (n,).
    tsunami
        Whether the water is a tsunami, shape (n,).
    settings
        Height of floors and storeys [m], first refuge floor.

    Returns
    -------
    FloatArray
        Number of the floor, shape (n,).
    """
    hazard = settings.hazard
    wet = np.maximum(np.ceil((depth_m - hazard.floor_base_m) / hazard.storey_height_m - 1e-9), 1.0)
    in_tsunami = np.maximum(wet + _STOREYS_ABOVE_TSUNAMI, float(settings.capacity.first_refuge_floor))
    return np.asarray(np.where(tsunami, in_tsunami, wet + _STOREYS_ABOVE_WATER), dtype=np.float64)


def check_floors(
    places: pd.DataFrame, exposure: pd.DataFrame, reached: dict[HazardKind, BoolArray], settings: Settings
) -> FloorCheck:
    """Compare floors with the upper bound of the depth of each place.

    A refuge area and a capacity for hours already begin at ``first_refuge_floor`` in a tsunami:
    there the share counts the floors from that one up, elsewhere all floors.

    Parameters
    ----------
    places, exposure
        ``Places`` and ``PlaceExposure``, aligned.
    reached
        Places that each kind reaches, shape (n,) each; the tsunami is used.
    settings
        ``hazard`` and ``capacity`` are used.

    Returns
    -------
    FloorCheck
        Floors against water, n places.
    """
    tsunami = reached[HazardKind.TSUNAMI]
    needed = tsunami | exposure["water"].to_numpy(dtype=bool)
    depth = exposure["depth_m_max"].to_numpy(dtype=np.float64)
    floors = places["floors"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = ~np.isnan(floors) & np.isfinite(depth)
    lowest = refuge_floor(np.where(known, depth, 0.0), tsunami=tsunami, settings=settings)
    dry = np.maximum(floors - lowest + 1.0, 0.0)
    # Too low even for the least depth that is possible: certain, however deep it is.
    least = refuge_floor(
        exposure["depth_m_min"].to_numpy(dtype=np.float64), tsunami=tsunami, settings=settings
    )
    too_low = floors < least
    first = float(settings.capacity.first_refuge_floor)
    counted = np.where(tsunami, floors - first + 1.0, floors)
    share = np.divide(dry, counted, out=np.zeros_like(dry), where=counted > 0)
    # Unknown floors of a designated tsunami building: its area counts from the refuge floor already.
    share = np.where(known, share, np.where(tsunami, 1.0, np.nan))
    return FloorCheck(
        needed=needed,
        known=known,
        below_water=needed & (too_low | (known & (dry < 1.0))),
        share=np.where(needed, share, 1.0),
    )
