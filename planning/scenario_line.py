"""The line of a scenario: what it sets and what follows from that, in the order of time."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from community.demand import departures_s
from domain.bundle import City
from domain.profiles import walking_profiles
from domain.scenario import ALL_PLACES, HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import DeadlineKind, HazardKind, Phase
from shelters.opening import usual_opening_s


class LineEvent(StrEnum):
    """What happens at a moment of a scenario; in this order where several happen at once."""

    ZERO = "zero"
    ALERT = "alert"
    OPENING = "opening"
    DEPARTURE = "departure"
    FIRST_ARRIVAL = "first_arrival"
    LAST_ARRIVAL = "last_arrival"
    PROFILE_DEADLINE = "profile_deadline"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class LineMoment:
    """One moment of a scenario.

    Parameters
    ----------
    event
        What happens.
    at_s
        When [s after t0].
    detail
        Key of an alert, id of a walking profile (also where it must have arrived before a storm wind),
        of a layer or of a place, or the kind of deadline; empty otherwise.
    """

    event: LineEvent
    at_s: float
    detail: str = ""


def scenario_line(city: City, scenario: HazardScenario, settings: Settings) -> tuple[LineMoment, ...]:
    """Return every moment that a scenario sets, and those that follow from it.

    Parameters
    ----------
    city
        Its hazard layers say when water or fire arrives.
    scenario
        The scenario, as it is or as somebody edits it.
    settings
        ``departure``, ``capacity.opening_delay_s`` and the walking profiles are used.

    Returns
    -------
    tuple[LineMoment, ...]
        In the order of time. In a stay of days there are no departures: everybody is counted there.
    """
    found = [
        LineMoment(LineEvent.ZERO, 0.0),
        *(LineMoment(LineEvent.ALERT, at, alert) for alert, at in scenario.alerts_s.items()),
        *_openings(scenario, settings),
        *_departures(scenario, settings),
        *_arrivals(city, scenario),
        *_deadline(scenario, settings),
    ]
    order = list(LineEvent)
    finite = [moment for moment in found if math.isfinite(moment.at_s)]
    return tuple(sorted(finite, key=lambda one: (one.at_s, order.index(one.event), one.detail)))


def _openings(scenario: HazardScenario, settings: Settings) -> Iterator[LineMoment]:
    # In a stay of days nobody is on the way: when a place opens decides nothing.
    if scenario.phase is Phase.STAY and not scenario.opens_at_s:
        return
    yield LineMoment(LineEvent.OPENING, usual_opening_s(scenario, settings.capacity), ALL_PLACES)
    for place, at in scenario.opens_at_s.items():
        if place != ALL_PLACES:
            yield LineMoment(LineEvent.OPENING, at, place)


def _departures(scenario: HazardScenario, settings: Settings) -> Iterator[LineMoment]:
    if scenario.phase is Phase.STAY:
        return
    for profile, times in departures_s(scenario, settings).items():
        for at in times:
            yield LineMoment(LineEvent.DEPARTURE, at, profile)


def _arrivals(city: City, scenario: HazardScenario) -> Iterator[LineMoment]:
    for layer in scenario.layers:
        if layer not in city.hazards:
            continue
        times = city.hazards[layer]["arrival_time_s"].to_numpy(dtype=np.float64, na_value=np.nan)
        times = times[np.isfinite(times)]
        if times.size:
            yield LineMoment(LineEvent.FIRST_ARRIVAL, float(times.min()), layer)
            if times.max() > times.min():
                yield LineMoment(LineEvent.LAST_ARRIVAL, float(times.max()), layer)


def _deadline(scenario: HazardScenario, settings: Settings) -> Iterator[LineMoment]:
    wind_s = scenario.alerts_s.get("storm_wind") if HazardKind.STORM_SURGE in scenario.kinds else None
    for profile in walking_profiles(settings):
        if wind_s is not None and profile.wind_lead_s > 0:
            at = wind_s - profile.wind_lead_s
            yield LineMoment(LineEvent.PROFILE_DEADLINE, at, profile.profile_id)
    alert = {DeadlineKind.LEVEL5: "level5", DeadlineKind.STORM_WIND: "storm_wind"}.get(scenario.deadline)
    if alert is not None and alert in scenario.alerts_s:
        yield LineMoment(LineEvent.DEADLINE, scenario.alerts_s[alert], scenario.deadline.value)
