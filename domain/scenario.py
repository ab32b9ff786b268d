"""Hazard scenarios: what happens, on which clock, and who may be led where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.vocabulary import (
    ClosedKind,
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
    ScenarioOrigin,
)

#: Key of ``HazardScenario.opens_at_s`` for every place that is not named.
ALL_PLACES = "all_places"


@dataclass(frozen=True, slots=True)
class ClosedStreets:
    """Streets that somebody closes in a scenario, for good or for a while.

    Parameters
    ----------
    kind
        What is closed.
    name
        Crossings by their railway line, bridges by what they cross or their own name, underpasses and
        streets by their name; empty for all crossings, bridges or underpasses of the city.
    from_s, until_s
        Closed from and until [s after t0]; None from the start, and for good.
    """

    kind: ClosedKind
    name: str = ""
    from_s: float | None = None
    until_s: float | None = None


@dataclass(frozen=True, slots=True)
class HazardScenario:
    """One scenario of a city bundle.

    Parameters
    ----------
    scenario_id
        ASCII id, safe in URLs and file names.
    name, name_en, name_easy
        Official Japanese name, English, and やさしい日本語; the last may be empty.
    kinds
        Hazard kinds at work, one or more.
    phase
        Escape (hours) or stay (days).
    layers
        Ids of the hazard layers of the bundle that the scenario overlays; a kind without a layer
        is 未収録 and unknown in every total that it touches.
    t0
        Message key of the clock's zero below ``clock.`` (``earthquake``, ``level3``, ``ignition``).
    alerts_s
        Seconds after t0 of ``warning``, ``level3``, ``level4``, ``level5``, ``storm_wind``; only
        those that the scenario knows.
    deadline
        What ends safe walking.
    day_time
        Night (residents) or day (those present).
    targets
        Kinds of destination, in order of preference.
    open_class
        The set of places that the city opens.
    season
        ``summer`` or ``winter``.
    day_after
        For earthquakes the day of the evacuee estimate (1, 7 or 30); None elsewhere.
    source, source_en
        Where the scenario comes from, in words, and the same in English.
    is_model
        True where its hazard areas are model data.
    opens_at_s
        Seconds after t0 from which places can be entered, by place id, and ``all_places`` for those
        not named; empty where nobody has stated it.
    closed_streets
        Streets that are closed by hand; empty for none.
    origin
        Whether it stands in published papers, was proposed from the layers, or was edited here; no plan
        depends on it.
    """

    scenario_id: str
    name: str
    name_en: str
    kinds: tuple[HazardKind, ...]
    phase: Phase
    layers: tuple[str, ...]
    t0: str
    alerts_s: dict[str, float] = field(hash=False)
    deadline: DeadlineKind
    day_time: DayTime
    targets: tuple[DestinationKind, ...]
    open_class: OpenClass
    season: str
    day_after: int | None
    source: str
    is_model: bool
    opens_at_s: dict[str, float] = field(default_factory=dict, hash=False)
    source_en: str = ""
    name_easy: str = ""
    origin: ScenarioOrigin = ScenarioOrigin.PUBLISHED
    closed_streets: tuple[ClosedStreets, ...] = ()

    @property
    def slides_alone(self) -> bool:
        """Whether slopes are all that is feared: they come at no time that a map could tell."""
        return set(self.kinds) == {HazardKind.LANDSLIDE}


def later_day(scenario: HazardScenario, others: Iterable[HazardScenario]) -> int:
    """Return the day of a scenario where another one is of the same hazard on an earlier day; else 0.

    The days after one earthquake are one hazard: lists of all hazards show the first of them, and the
    later ones where somebody asks for them.

    Parameters
    ----------
    scenario
        The scenario.
    others
        All scenarios of the city; the scenario itself may be among them.
    """
    day = scenario.day_after or 0
    alike = [one for one in others if (one.kinds, one.layers) == (scenario.kinds, scenario.layers)]
    return day if any(one.day_after is not None and one.day_after < day for one in alike) else 0


def first_days(scenarios: Iterable[HazardScenario], *, shown: str = "") -> list[HazardScenario]:
    """Return scenarios without those of a later day (``later_day``), but for the one that is shown.

    Parameters
    ----------
    scenarios
        All scenarios of the city.
    shown
        Id of the scenario that a page or paper is about.
    """
    every = list(scenarios)
    return [one for one in every if one.scenario_id == shown or not later_day(one, every)]
