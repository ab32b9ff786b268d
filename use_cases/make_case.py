"""Make the case of a scenario: the one entry for the command, the dashboard and other programs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.bundle import City, CityBundle, OrganisationStrength
from domain.faults import BundleError, Fault, SettingError
from domain.measures import (
    BridgesClosed,
    CrossingsClosed,
    Measure,
    OnlyPlaceOpened,
    StreetClosed,
    measure_key,
    measure_text,
    place_of,
    split_overrides,
)
from domain.settings.settings import Settings
from domain.vocabulary import Preset
from planning.case import Case

#: Names that a refusal offers.
_EXAMPLES = 12


class RunSettings(NamedTuple):
    """What a run sets: values of settings, and measures."""

    settings: Settings
    measures: tuple[Measure, ...]


def run_settings(
    bundle: City, *, preset: Preset = Preset.CURRENT, overrides: Mapping[str, str] | None = None
) -> RunSettings:
    """Return settings and measures of a run: the preset, then the bundle's own, then those of the run.

    All are laid on at once, so that shares are judged by what they are in the end.

    Raises
    ------
    domain.faults.SettingError
        When a key is unknown, a value is not allowed, or what a measure names is not in the city.
    """
    changed, measures = split_overrides({**bundle.setting_overrides, **(overrides or {})})
    settings = Settings.preset(preset).with_overrides(changed)
    _check_measures(bundle, measures)
    return RunSettings(settings, measures)


def _check_measures(city: City, measures: Sequence[Measure]) -> None:
    # A mistyped name would close nothing and the plan would say "no change": a false comfort.
    for kind in dict.fromkeys(type(measure) for measure in measures):
        ours = [measure for measure in measures if isinstance(measure, kind)]
        there = _nameable(city, kind)
        missing = [
            measure
            for measure in ours
            if measure != OnlyPlaceOpened("") and (place_of(measure) or measure_text(measure)) not in there
        ]
        if missing:
            named = ", ".join(measure_text(measure) for measure in missing)
            some = ", ".join(sorted(name for name in there if name)[:_EXAMPLES])
            raise SettingError(measure_key(missing[0]), named, f"{some} …")


def _nameable(city: City, kind: type[Measure]) -> set[str]:
    """Return what measures of a kind can name in a city."""
    streets = city.streets
    if kind is CrossingsClosed:
        return set(streets.loc[streets["level_crossing"], "crosses"])
    if kind is BridgesClosed:
        return set(streets.loc[streets["bridge"], "crosses"]) | set(streets["name"].unique())
    if kind is StreetClosed:
        return set(streets.index.astype(str))
    return set(city.places.index)


def plan_faults(city: City) -> tuple[Fault, ...]:
    """Return what keeps a city from any plan: nobody has said who lives there, or what may happen.

    Without these nobody who must leave would look like safety.
    """
    return (
        *([Fault("plan_without_people", layer="blocks")] if city.blocks.empty else []),
        *([] if city.scenarios else [Fault("plan_without_scenario", layer="scenarios")]),
    )


def refuse_without_people(city: City) -> None:
    """Refuse a city that cannot be planned.

    Raises
    ------
    domain.faults.BundleError
        When blocks or scenarios are not held.
    """
    faults = plan_faults(city)
    if faults:
        raise BundleError(faults)


def make_case(
    bundle: CityBundle,
    scenario_id: str,
    *,
    preset: Preset = Preset.CURRENT,
    overrides: Mapping[str, str] | None = None,
    strength: OrganisationStrength | None = None,
) -> Case:
    """Return the case of one of a city's scenarios by its id.

    Parameters
    ----------
    bundle
        City.
    scenario_id
        Id of one of its scenarios.
    preset, overrides
        Settings of the run.
    strength
        Organisations in place of the bundle's.

    Raises
    ------
    domain.faults.UnknownScenarioError, domain.faults.SettingError
        When there is no such scenario, or a setting is at fault.
    domain.faults.BundleError
        When the city holds no people or no scenario: nobody who must leave would look like safety.
    """
    refuse_without_people(bundle)
    scenario = bundle.scenario(scenario_id)
    settings, measures = run_settings(bundle, preset=preset, overrides=overrides)
    return Case.of(bundle, scenario, settings, preset=preset, strength=strength, measures=measures)
