"""Make the case of a scenario: the one entry for the command, the dashboard and other programs."""

from collections.abc import Mapping

import pandas as pd

from domain.bundle import CityBundle, OrganisationStrength
from domain.faults import SettingError
from domain.settings.settings import Settings
from domain.vocabulary import Preset
from planning.case import Case

#: Names that a refusal offers.
_EXAMPLES = 12


def run_settings(
    bundle: CityBundle, *, preset: Preset = Preset.CURRENT, overrides: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings of a run: the preset, then the bundle's own, then those of the run.

    All are laid on at once, so that shares are judged by what they are in the end.

    Raises
    ------
    domain.faults.SettingError
        When a key is unknown, a value is not allowed, or what is to be closed is not in the city.
    """
    settings = Settings.preset(preset).with_overrides({**bundle.setting_overrides, **(overrides or {})})
    _check_closings(bundle, settings)
    return settings


def _check_closings(bundle: CityBundle, settings: Settings) -> None:
    # A mistyped name would close nothing and the plan would say "no change": a false comfort.
    streets = bundle.streets
    known = {
        "closed_crossings": streets.loc[streets["level_crossing"], "crosses"],
        "closed_bridges": pd.concat([streets.loc[streets["bridge"], "crosses"], streets["name"]]),
        "closed_places": bundle.places.index.to_series(),
    }
    for name, there in known.items():
        closed = getattr(settings.network, name)
        if not set(closed) <= set(there):
            missing = ", ".join(value for value in closed if value not in set(there))
            some = ", ".join(sorted({str(value) for value in there if value})[:_EXAMPLES])
            raise SettingError(f"network.{name}", missing, f"{some} …")


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
    """
    scenario = bundle.scenario(scenario_id)
    settings = run_settings(bundle, preset=preset, overrides=overrides)
    return Case.of(bundle, scenario, settings, preset=preset, strength=strength)
