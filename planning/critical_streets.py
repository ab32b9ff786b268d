"""Which streets matter most after an earthquake: who is cut off without them, who walks how much longer."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.bundle import City
from domain.tables.robustness import CriticalStreets
from evacuation.clock import TICKS_PER_S
from evacuation.network import FloatArray, IntArray
from planning.draws import CUT_OFF_UNIT, LOST_UNIT, DrawInputs, Tally, by_street
from planning.intervals import half_width

_TICKS_PER_MIN = TICKS_PER_S * 60
#: From which share of what another one means a street means much the same.
_ALIKE = 0.9


def critical_streets(city: City, inputs: DrawInputs, tally: Tally) -> pd.DataFrame:
    """Return the streets that may be blocked and that somebody needs, with their rank in the ward.

    Parameters
    ----------
    city, inputs, tally
        The city, what its draws need, and what they counted.

    Returns
    -------
    pd.DataFrame
        ``CriticalStreets``.
    """
    network, streets = inputs.network, city.streets

    def on_average(by_profile: tuple[IntArray, ...]) -> FloatArray:
        summed = [by_street(network, one, len(streets)) for one in by_profile]
        weighed = [np.maximum(one, 1) for one in tally.open_draws]
        parts = [one / draws for one, draws in zip(summed, weighed, strict=True)]
        return np.asarray(sum(parts, np.zeros(len(streets))), np.float64)

    cut_off, lost_min = on_average(tally.cut_off), on_average(tally.lost_ticks) / _TICKS_PER_MIN
    cut_off_min, cut_off_max = _ends(cut_off, tally, tally.cut_off_spread, CUT_OFF_UNIT)
    lost_min_min, lost_min_max = _ends(lost_min, tally, tally.lost_spread, LOST_UNIT / _TICKS_PER_MIN)
    blocked = np.array([one / max(tally.draws, 1) for one in tally.blocked]).reshape(-1, len(streets))
    table = pd.DataFrame({
        "ward_code": street_wards(streets, city.wards),
        "blocked_share_min": blocked.min(axis=0, initial=1.0) if len(blocked) else 0.0,
        "blocked_share_max": blocked.max(axis=0, initial=0.0),
        "cut_off_persons": cut_off,
        "cut_off_persons_low": cut_off_min,
        "cut_off_persons_high": cut_off_max,
        "lost_person_min": lost_min,
        "lost_person_min_low": lost_min_min,
        "lost_person_min_high": lost_min_max,
    }, index=streets.index)  # fmt: skip
    ever = blocked.max(axis=0, initial=0.0) > 0
    matters = inputs.model.can_block & ever & ((cut_off > 0) | (lost_min > 0))
    # The streets come by id, and a stable order leaves equal ones so.
    table = table[matters].sort_values(["cut_off_persons", "lost_person_min"], ascending=False, kind="stable")
    table["leader_id"] = leaders(table, streets[["u", "v"]])
    leads = table["leader_id"] == table.index
    table["rank"] = np.where(leads, leads.groupby(table["ward_code"]).cumsum(), 0).astype(np.int64)
    table = table.sort_index().astype({"ward_code": "str"})
    return CriticalStreets.check(table[CriticalStreets.columns()])


def _ends(
    mean: FloatArray, tally: Tally, spread: tuple[IntArray, ...], unit: float
) -> tuple[FloatArray, FloatArray]:
    """Return both ends of the 95 % interval of a mean that is summed over profiles, shape (streets,) each.

    People of all profiles meet the same shaking. Their deviations are added, as if they always erred
    together: the interval is at least as wide as theirs together. A street that was open to some profile in
    no draw says nothing of its people: they come on top, and there is no upper end.
    """
    below, above = np.zeros(mean.size), np.zeros(mean.size)
    for (summed, squares), draws in zip(spread, tally.open_draws, strict=True):
        half = half_width(summed, squares, draws)
        below += np.where(draws > 0, half, 0.0)
        above += half
    # Nobody gains by a blocked street.
    return np.maximum(mean - below * unit, 0.0), mean + above * unit


def leaders(ordered: pd.DataFrame, ends: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Return for each street the first of those that mean much the same, one after the other on a way.

    A street follows one at either of its corners that comes before it and means little more: it cuts off at
    least nine tenths as many, or, where neither cuts anybody off, costs nine tenths of the minutes.

    Parameters
    ----------
    ordered
        Columns ``cut_off_persons`` and ``lost_person_min`` by street, what matters most first.
    ends
        Columns ``u`` and ``v`` by street.

    Returns
    -------
    numpy.ndarray
        int64, ids of streets, shape (streets,).
    """
    found: dict[int, tuple[int, float, float]] = {}
    leader = []
    corners = ends.reindex(ordered.index)
    rows = zip(
        ordered.index.tolist(), ordered["cut_off_persons"].tolist(), ordered["lost_person_min"].tolist(),
        corners["u"].tolist(), corners["v"].tolist(), strict=True,
    )  # fmt: skip
    for street, cut_off, lost, u, v in rows:
        first = street
        for corner in (u, v):
            before = found.get(corner)
            if before is not None and _much_the_same((cut_off, lost), before[1:]):
                first = before[0]
                break
        leader.append(first)
        for corner in (u, v):
            found[corner] = (first, cut_off, lost)
    return np.array(leader, np.int64)


def _much_the_same(one: tuple[float, float], before: tuple[float, float]) -> bool:
    which = 0 if before[0] > 0 else 1
    return one[which] >= _ALIKE * before[which]


def street_wards(streets: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> np.ndarray:
    """Return the ward in which the middle of each street lies.

    Parameters
    ----------
    streets, wards
        ``Streets`` and ``Wards``.

    Returns
    -------
    numpy.ndarray
        Ward codes, shape (streets,); empty outside the city, the first by code on a border.
    """
    middle = shapely.line_interpolate_point(streets.geometry.to_numpy(), 0.5, normalized=True)
    ordered = wards.sort_index()
    at, ward = shapely.STRtree(middle).query(ordered.geometry.to_numpy(), predicate="intersects")[::-1]
    code = np.full(len(streets), "", dtype=object)
    # Of several the first: written last.
    last = np.argsort(-ward, kind="stable")
    code[at[last]] = ordered.index.to_numpy(object)[ward[last]]
    return code
