"""When each of many people leaves who start some time after an alert: a distribution, not one moment.

Demand rows tell the mean delay of their people. Rayleigh: F(t) = 1 − exp(−t² / 2s²) with s = mean ÷ √(π/2)
(docs/model/walking.md).
"""

import numpy as np
import numpy.typing as npt
from scipy.special import erf

from domain.vocabulary import DepartureSpread

FloatArray = npt.NDArray[np.float64]

#: Mean of a Rayleigh distribution over its scale.
_MEAN_OVER_SCALE = float(np.sqrt(np.pi / 2.0))


def departures(
    persons: npt.ArrayLike, departure_s: npt.ArrayLike, alert_s: npt.ArrayLike, spread: DepartureSpread
) -> FloatArray:
    """Return when each of some people leaves, group after group, of each group the first first.

    Person k of n stands for the k-th of n equal parts of the distribution and leaves at the mean of this
    part: nothing is drawn, and every group of any size leaves at its mean on average.

    Parameters
    ----------
    persons
        How many leave, of each group.
    departure_s
        Mean departure of each group [s after t0].
    alert_s
        When the delay of each begins: the quake, or the alert of this group [s after t0], at most
        ``departure_s``.
    spread
        How delays are distributed.

    Returns
    -------
    FloatArray
        Departures [s after t0], ascending in each group, shape (sum of ``persons``,).
    """
    size = np.atleast_1d(np.asarray(persons, np.int64))
    mean, alert = (
        np.repeat(np.broadcast_to(np.asarray(values, np.float64), size.shape), size)
        for values in (departure_s, alert_s)
    )
    if spread is DepartureSpread.AT_ONCE:
        return mean
    number = np.arange(mean.size) - np.repeat(np.cumsum(size) - size, size)
    of_all = np.repeat(size, size)
    left = number / of_all
    scale = (mean - alert) / _MEAN_OVER_SCALE
    # Up to t = scale · x the delays sum to −t · (1 − F(t)) + mean · erf(x ÷ √2); up to the end to the mean.
    x = np.sqrt(-2.0 * np.log1p(-left))
    until = scale * (_MEAN_OVER_SCALE * erf(x / np.sqrt(2.0)) - x * (1.0 - left))
    is_last = number + 1 == of_all
    after = np.where(is_last, scale * _MEAN_OVER_SCALE, np.append(until[1:], 0.0))
    return np.asarray(alert + (after - until) * of_all, np.float64)


def share_departed(
    at_s: npt.ArrayLike, departure_s: npt.ArrayLike, alert_s: npt.ArrayLike, spread: DepartureSpread
) -> FloatArray:
    """Return which share of people has left by a moment.

    Parameters
    ----------
    at_s
        The moments [s after t0], +inf for ever, shape (n,).
    departure_s, alert_s
        Mean departure, and when the delay begins [s after t0], shape (n,).
    spread
        How delays are distributed.

    Returns
    -------
    FloatArray
        From 0 to 1, shape (n,); who leaves at the very moment has left.
    """
    at, mean, alert = (np.asarray(values, np.float64) for values in (at_s, departure_s, alert_s))
    if spread is DepartureSpread.AT_ONCE:
        return np.asarray(at >= mean, np.float64)
    scale = (mean - alert) / _MEAN_OVER_SCALE
    since = np.maximum(at - alert, 0.0)
    # Without a delay everybody leaves with the alert.
    ratio = np.divide(since, scale, out=np.where(at >= alert, np.inf, 0.0), where=scale > 0)
    return np.asarray(-np.expm1(-(ratio**2) / 2.0), np.float64)
