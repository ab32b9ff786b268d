"""What lies low on a street after an earthquake: fallen block walls, and ground that liquefied.

Most people on foot step over it; who cannot is stopped. How many walls stand along a street is in no bundle,
and no rate is published at which liquefaction closes a street. Both count in the adverse reading only: read
favourably, the walls are part of the rates of collapsed buildings, which were observed in Kobe.

Of walls that are liable to fall a share falls (東京都 2022, p. 363)::

    share = −0.126 + 0.0007 · PGA [gal],   PGA = 10 ** ((intensity − 0.55) / 1.90)

(the latter after Midorikawa et al. 1999). A wall is at most 2.2 m high (建築基準法施行令62条の8), so that it
leaves a way in a street of 3.5 m: only narrower ones are blocked by it.
"""

import numpy as np

from domain.settings.blockage import BlockageSettings
from hazard.hits import BoolArray
from hazard.overlay import FloatArray

#: Share of walls that fall, by peak ground acceleration [1, 1/gal].
_WALL_BASE, _WALL_PER_GAL = -0.126, 0.0007
#: Intensity = base + rate · log10(PGA [gal]).
_PGA_BASE, _PGA_RATE = 0.55, 1.90
#: Index of liquefaction (PL): below the first hardly any, from the second on very likely.
LIQUEFACTION_INDEX = (5.0, 15.0)


def fallen_share(intensity: FloatArray) -> FloatArray:
    """Return the share of walls that fall.

    Parameters
    ----------
    intensity
        JMA instrumental intensity, shape (n,).

    Returns
    -------
    FloatArray
        From 0 to 1, shape (n,).
    """
    with np.errstate(over="ignore"):
        gal = 10.0 ** ((np.asarray(intensity, np.float64) - _PGA_BASE) / _PGA_RATE)
    return np.asarray(np.clip(_WALL_BASE + _WALL_PER_GAL * gal, 0.0, 1.0), np.float64)


def wall_rate(intensity: FloatArray, *, factor: float, settings: BlockageSettings) -> FloatArray:
    """Return how many fallen walls stop people on a segment of a narrow street.

    Parameters
    ----------
    intensity
        JMA instrumental intensity, shape (n,).
    factor
        Share of them that stops people.
    settings
        ``walls_per_segment`` is used.

    Returns
    -------
    FloatArray
        −ln(1 − p) of a segment, shape (n,).
    """
    return factor * settings.walls_per_segment * fallen_share(intensity)


def liquefies(index: FloatArray, intensity: FloatArray, settings: BlockageSettings) -> BoolArray:
    """Return where the ground very likely liquefies.

    Parameters
    ----------
    index, intensity
        Index of liquefaction (PL), and JMA instrumental intensity, shape (n,).
    settings
        ``liquefaction_intensity`` is used.

    Returns
    -------
    BoolArray
        Shape (n,).
    """
    return np.asarray(
        (index >= LIQUEFACTION_INDEX[1]) & (intensity >= settings.liquefaction_intensity), np.bool_
    )


def liquefaction_rate(
    index: FloatArray, intensity: FloatArray, *, factor: float, settings: BlockageSettings
) -> FloatArray:
    """Return the rate at which ground that liquefied stops people on a segment of street.

    Parameters
    ----------
    index, intensity
        Index of liquefaction (PL), and JMA instrumental intensity, shape (n,).
    factor
        Share of such segments that stops people.
    settings
        ``liquefaction_share`` and ``liquefaction_intensity`` are used.

    Returns
    -------
    FloatArray
        −ln(1 − p) of a segment, shape (n,): nothing up to the lower index, all from the upper one on, in
        proportion between them.
    """
    low, high = LIQUEFACTION_INDEX
    part = np.clip((index - low) / (high - low), 0.0, 1.0)
    share = np.where(intensity >= settings.liquefaction_intensity, part, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(-np.log1p(-factor * settings.liquefaction_share * share), np.float64)
