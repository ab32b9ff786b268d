"""Hazard scenarios: what happens, on which clock, and who may be led where."""

from dataclasses import dataclass, field

from domain.vocabulary import DayTime, DeadlineKind, DestinationKind, HazardKind, OpenClass, Phase

#: Key of ``HazardScenario.opens_at_s`` for every place that is not named.
ALL_PLACES = "all_places"


@dataclass(frozen=True, slots=True)
class HazardScenario:
    """One scenario of a city bundle.

    Parameters
    ----------
    scenario_id
        ASCII id, safe in URLs and file names.
    name, name_en
        Official Japanese name, and English.
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
