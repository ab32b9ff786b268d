"""How the commands that plan begin: options, city and case, with what is said meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from domain.vocabulary import Preset
from sonae.options import read_overrides
from sonae.printing import Printer

if TYPE_CHECKING:
    from domain.bundle import CityBundle
    from planning.case import Case


@dataclass(frozen=True, slots=True)
class CaseOptions:
    """The options of a command that decide its case.

    Parameters
    ----------
    scenario
        Scenario; None for the first of the city.
    preset, pairs, settings
        Set of settings, overrides of the call, and file of overrides.
    """

    scenario: str | None
    preset: Preset
    pairs: list[str] | None
    settings: Path | None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """City and case of a call."""

    city: "CityBundle"
    case: "Case"
    overrides: Mapping[str, str]

    def in_scenarios(self, scenario_ids: Sequence[str]) -> "list[Case]":
        """Return the cases of other scenarios of the city, with the settings of the call."""
        from use_cases.make_case import make_case

        return [
            make_case(self.city, one, preset=self.case.preset, overrides=self.overrides)
            for one in scenario_ids
        ]


def opened_city(
    printer: Printer, bundle: Path | None, *, ward: str | None = None, district: str | None = None
) -> "CityBundle":
    """Return the city, and say so; this process is prepared for one large computation.

    Raises
    ------
    typer.BadParameter
        When the city has no such ward or district.
    domain.faults.SonaeError
        When the city is at fault.
    """
    _prepare()
    from storage.home import has_store
    from use_cases.load_bundle import load_bundle

    printer.say("cli.reading")
    if bundle is None:
        say_version(printer)
    city = load_bundle(bundle)
    if city.warnings:
        printer.say("cli.warnings", warnings=len(city.warnings))
    if has_store():
        printer.say("cli.lists_left_out")
    for code, table, option in ((ward, city.wards, "--ward"), (district, city.districts, "--district")):
        if code is not None and code not in table.index:
            raise typer.BadParameter(", ".join(table.index), param_hint=option)
    return city


def opened_case(
    printer: Printer,
    bundle: Path | None,
    options: CaseOptions,
    *,
    ward: str | None = None,
    doing: str = "cli.planning",
) -> Opened:
    """Return city and case of a call, and say what is done next.

    Parameters
    ----------
    printer
        Says what is being done.
    bundle, options
        City and case that were asked for.
    ward
        Ward that the command is about; None for all.
    doing
        Message key of what the command goes on with.

    Raises
    ------
    typer.BadParameter
        When a pair has no ``=``, or the city has no such ward.
    domain.faults.SonaeError
        When the city, the scenario or a setting is at fault.
    """
    overrides = read_overrides(options.pairs, options.settings)
    city = opened_city(printer, bundle, ward=ward)
    from use_cases.make_case import make_case

    printer.say(doing)
    scenario = options.scenario or next(iter(city.scenarios))
    case = make_case(city, scenario, preset=options.preset, overrides=overrides)
    return Opened(city, case, overrides)


def say_version(printer: Printer) -> None:
    """Say where the city that a command speaks of is one that was adopted on the page."""
    from presentation.city_version_words import version_text
    from presentation.words import Words
    from use_cases.load_bundle import city_versions

    event = city_versions().last()
    if event is not None and event.folder:
        version = version_text(event.version, event.at, Words(printer.language))
        printer.say("city_version.cli_shown", version=version)


def _prepare() -> None:
    """Prepare this process: known kernels, and rare garbage collection."""
    from storage.home import prepare_numba_cache
    from use_cases.rare_garbage import look_rarely

    prepare_numba_cache()
    look_rarely()
