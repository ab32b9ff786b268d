"""Who walks, from where, when: people who must leave, by walking profile and departure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from community.profile_shares import profile_shares
from domain.profiles import WalkingProfile, walking_profiles
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.settings.walking import DepartureSettings
from domain.shares import split_in_groups
from domain.tables.stages import Demand
from domain.vocabulary import DayTime, Departure, HazardKind, Phase

_DEPARTURES = (Departure.DIRECT, Departure.AFTER_TASK, Departure.NOT_LEAVING)
FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Start:
    """How one walking profile starts: shares in the order of ``_DEPARTURES``, seconds after t0.

    ``alert_s`` is the moment from which their delays count, and before which nobody leaves; ``second`` says
    which of the two are the second group (``departure.second_later_s``).
    """

    shares: tuple[float, float, float]
    departure_s: tuple[float, float]
    alert_s: float = 0.0
    second: tuple[bool, bool] = (False, True)

    def moved(self, settings: DepartureSettings) -> "_Start":
        """Return the start with both groups as much later, or earlier, as the settings say."""
        later = [settings.second_later_s if one else settings.first_later_s for one in self.second]
        first, second = (
            max(at + more, self.alert_s) for at, more in zip(self.departure_s, later, strict=True)
        )
        return replace(self, departure_s=(first, second))


def build_demand(
    blocks: pd.DataFrame, block_exposure: pd.DataFrame, scenario: HazardScenario, settings: Settings
) -> pd.DataFrame:
    """Return ``Demand``: sorted by block, walking profile and departure.

    The persons of a block sum to must leave + unknown − elsewhere. Unknown people count as must
    leave. Walking profiles have the shares of ``community.profile_shares``; their people, and those who
    leave at once, after a task or not at all, keep their expectation in each block, district, ward
    and the city (``domain.shares.split_in_groups``).

    Parameters
    ----------
    blocks
        ``Blocks``.
    block_exposure
        ``BlockExposure`` of the same blocks.
    scenario
        Clock, kinds, phase, night or day.
    settings
        ``departure`` and the walking profiles are used.

    Returns
    -------
    pd.DataFrame
        ``Demand``; departures in seconds after t0.
    """
    blocks = blocks.sort_index()
    exposure = block_exposure.reindex(blocks.index)
    leaving = exposure["must_leave_persons"] + exposure["unknown_persons"] - exposure["elsewhere_persons"]
    groups = [blocks["district_id"], blocks["ward_code"]]
    profiles = walking_profiles(settings)
    shares = profile_shares(blocks, exposure["present_persons"], profiles, settings.profile)
    by_profile = split_in_groups(leaving.to_numpy(dtype=np.int64), shares, groups)
    starts = [_start(profile, scenario, settings.departure) for profile in profiles]
    slowest = _slowest_s(starts)
    parts = []
    for rank, (profile, start) in enumerate(zip(profiles, starts, strict=True)):
        persons = split_in_groups(by_profile[:, rank], np.asarray(start.shares), groups)
        times = (*start.departure_s, slowest)
        for kind, departure in enumerate(_DEPARTURES):
            rows = _rows(blocks, profile, departure, persons[:, kind], times[kind])
            parts.append(rows.assign(profile_rank=rank))
    table = pd.concat(parts, ignore_index=True)
    table = table[table["persons"] > 0].sort_values(["block_id", "profile_rank", "departure_rank"])
    table = table.drop(columns=["profile_rank", "departure_rank"]).reset_index(drop=True)
    table.index = pd.Index(table.index.to_numpy(dtype=np.int64), name="demand_id")
    return Demand.check(table)


def moved_demand(demand: pd.DataFrame, scenario: HazardScenario, settings: Settings) -> pd.DataFrame:
    """Return the same people, leaving when other settings say.

    Parameters
    ----------
    demand
        ``Demand``, made with settings that differ in ``departure.first_later_s`` and
        ``departure.second_later_s`` alone.
    scenario
        Its scenario.
    settings
        ``departure`` is used.

    Returns
    -------
    pd.DataFrame
        ``Demand``, as ``build_demand`` makes it with these settings.
    """
    profiles = walking_profiles(settings)
    starts = [_start(profile, scenario, settings.departure) for profile in profiles]
    slowest = _slowest_s(starts)
    walked_by, leaves = demand["profile_id"].to_numpy(object), demand["departure"].to_numpy(object)
    departure_s = demand["departure_s"].to_numpy(np.float64).copy()
    for profile, start in zip(profiles, starts, strict=True):
        for departure, time in zip(_DEPARTURES, (*start.departure_s, slowest), strict=True):
            departure_s[(walked_by == profile.profile_id) & (leaves == departure.value)] = time
    return demand.assign(departure_s=departure_s)


def _slowest_s(starts: Sequence[_Start]) -> float:
    """Return when the slowest leave who leave at all: those who do not leave are set beside them."""
    return max(
        time
        for start in starts
        for share, time in zip(start.shares[:2], start.departure_s, strict=True)
        if share > 0 or start.shares[2] == 1.0
    )


def not_leaving_share(scenario: HazardScenario, settings: Settings) -> float:
    """Return the share of everybody who must leave that the settings assume not to leave.

    Parameters
    ----------
    scenario
        Kinds and phase: in stays of days and in fires everybody leaves.
    settings
        ``departure`` is used.

    Returns
    -------
    float
        From 0 to 1, the same for every walking profile.
    """
    profile = walking_profiles(settings)[0]
    # What three shares leave of 1 is no exact zero: 1 − 0.7 − 0.3 is not 0 in binary.
    return round(_start(profile, scenario, settings.departure).shares[2], 9)


def departures_s(scenario: HazardScenario, settings: Settings) -> dict[str, tuple[float, ...]]:
    """Return when people leave who leave at all, by walking profile.

    Parameters
    ----------
    scenario
        Clock, kinds, phase, night or day.
    settings
        ``departure`` and the walking profiles are used.

    Returns
    -------
    dict[str, tuple[float, ...]]
        Times in order, each once [s after t0], by id of the profile; none where nobody leaves.
    """
    times: dict[str, tuple[float, ...]] = {}
    for profile in walking_profiles(settings):
        start = _start(profile, scenario, settings.departure)
        leaving = zip(start.shares[:2], start.departure_s, strict=True)
        times[profile.profile_id] = tuple(sorted({at for share, at in leaving if share > 0}))
    return times


def alerts_s(scenario: HazardScenario, settings: Settings) -> dict[str, float]:
    """Return from when on the delays of people count, by walking profile.

    Parameters
    ----------
    scenario
        Clock, kinds, phase, night or day.
    settings
        The walking profiles are used.

    Returns
    -------
    dict[str, float]
        The quake, the fire, or the alert of the profile [s after t0], by id of the profile.
    """
    return {
        profile.profile_id: _start(profile, scenario, settings.departure).alert_s
        for profile in walking_profiles(settings)
    }


def _rows(
    blocks: pd.DataFrame,
    profile: WalkingProfile,
    departure: Departure,
    persons: npt.NDArray[np.int64],
    departure_s: float,
) -> pd.DataFrame:
    count = len(blocks)
    return pd.DataFrame(
        {
            "block_id": pd.array(blocks.index.to_numpy(), dtype="str"),
            "ward_code": blocks["ward_code"].to_numpy(),
            "district_id": blocks["district_id"].to_numpy(),
            "profile_id": pd.array(np.full(count, profile.profile_id, dtype=object), dtype="str"),
            "departure": pd.array(np.full(count, departure.value, dtype=object), dtype="str"),
            "persons": persons,
            "helpers": np.zeros(count, np.int64),
            "departure_s": np.full(count, float(departure_s)),
            "departure_rank": _DEPARTURES.index(departure),
        }
    ).astype({"ward_code": "str", "district_id": "str"})


def _start(profile: WalkingProfile, scenario: HazardScenario, settings: DepartureSettings) -> _Start:
    """Return how people of a profile start, by the clock of the scenario's kinds."""
    if scenario.phase is Phase.STAY:
        return _Start((1.0, 0.0, 0.0), (0.0, 0.0))
    if HazardKind.TSUNAMI in scenario.kinds:
        start = _tsunami_start(scenario, settings)
    elif HazardKind.LARGE_FIRE in scenario.kinds:
        start = _Start((1.0, 0.0, 0.0), (settings.fire_delay_s, settings.fire_delay_s), second=(False, False))
    else:
        start = _rain_start(profile, scenario, settings)
    return start.moved(settings)


def _tsunami_start(scenario: HazardScenario, settings: DepartureSettings) -> _Start:
    """Start after the quake (t0): at once, after a task, or not at all."""
    day = scenario.day_time is DayTime.DAY
    direct_s = settings.quake_direct_day_s if day else settings.quake_direct_night_s
    task_s = settings.quake_task_day_s if day else settings.quake_task_night_s
    none = max(1.0 - settings.direct_share - settings.after_task_share, 0.0)
    return _Start((settings.direct_share, settings.after_task_share, none), (direct_s, task_s))


def _rain_start(profile: WalkingProfile, scenario: HazardScenario, settings: DepartureSettings) -> _Start:
    """Start some time after the alert of the profile: level 3 for those who need time, else level 4.

    In a storm surge everybody leaves at the first order. An alert that the scenario does not know
    is taken at the other's time; with neither, at t0.
    """
    alerts = scenario.alerts_s
    level3 = alerts.get("level3", alerts.get("level4", 0.0))
    level4 = alerts.get("level4", level3)
    at_s = {**alerts, "level3": level3, "level4": level4}.get(profile.leaves_at, level4)
    is_second = profile.leaves_at != "level3"
    if HazardKind.STORM_SURGE in scenario.kinds:
        at_s, is_second = level3, False
    leaving = settings.rain_leaving_share
    departure_s = at_s + settings.rain_delay_s
    return _Start((leaving, 0.0, 1.0 - leaving), (departure_s, departure_s), at_s, (is_second, is_second))
