"""The command ``sonae whatif``: streets blocked, departures moved; who no longer gets out."""

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domain.vocabulary import Preset
from sonae.opener import CaseOptions, opened_case
from sonae.options import (
    BundleOption,
    JsonOption,
    LanguageOption,
    SetOption,
    SettingsOption,
    ending_in_words,
    make_printer,
)

if TYPE_CHECKING:
    from planning.case import Case

#: Most names of streets that are offered for one that is not there.
_OFFERED = 20


def whatif(
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    close: Annotated[
        list[str] | None,
        typer.Option(
            "--close", help="Street: its number, or its name as in tables, repeatable. 通れない道・橋"
        ),
    ] = None,
    delay: Annotated[
        float, typer.Option("--delay", help="All leave so many minutes later (negative: earlier). 遅れ（分）")
    ] = 0.0,
    delay_second: Annotated[
        float | None,
        typer.Option("--delay-second", help="The second group, if otherwise. あとに出る人の遅れ（分）"),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for CSV files. 書き出すフォルダー")
    ] = None,
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say who no longer gets out where streets are blocked or people leave later."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from planning.block_ground import block_ground
        from planning.changed_day import DayChange, changed_day
        from sonae.whatif_output import print_whatif
        from storage.plans import PlanStore
        from use_cases.plan_service import PlanService

        case = opened_case(printer, bundle, CaseOptions(scenario, preset, set_, settings)).case
        second = delay if delay_second is None else delay_second
        change = DayChange(_streets(case, close or []), delay * 60.0, second * 60.0)
        made = PlanService(PlanStore()).plan(case)
        found = changed_day(case, made, block_ground(case, made), change)
        print_whatif(printer, case, made, found, out)


def _streets(case: "Case", texts: list[str]) -> tuple[int, ...]:
    """Return the streets that numbers or names mean.

    Raises
    ------
    domain.faults.UnknownStreetError
        When the city has no such street; it offers the names that are like it.
    """
    from domain.faults import UnknownStreetError

    streets = case.city.streets
    found: set[int] = set()
    for text in texts:
        named = streets.index[(streets["name"] == text) & (text != "")]
        number = int(text) if text.isascii() and text.isdigit() else -1
        if named.empty and number not in streets.index:
            told = _told_as(case, text)
            if not told:
                near = _like(text, set(streets["name"]) - {""})
                raise UnknownStreetError(text, near[:_OFFERED], more=max(len(near) - _OFFERED, 0))
            found.update(told)
            continue
        found.update(int(one) for one in (named if len(named) else [number]))
    return tuple(sorted(found))


def _told_as(case: "Case", text: str) -> list[int]:
    """Return the streets that screens, tables and papers call by a text, in any language."""
    from presentation.street_names import street_names
    from presentation.words import Words

    ids = [int(one) for one in case.city.streets.index]
    named = (zip(ids, street_names(case, ids, Words(language)), strict=True) for language in ("ja", "en"))
    return sorted({street_id for one in named for street_id, name in one if name == text})


def _like(text: str, names: set[str]) -> list[str]:
    """Return names that hold a text, else those that look like it, in the order in which people read them."""
    from presentation.natural_order import in_natural_order

    holding = [name for name in names if text and text in name]
    return in_natural_order(holding or get_close_matches(text, sorted(names), n=_OFFERED))
