"""The command ``sonae places``: which places to open, and what a choice of them does."""

from typing import Annotated

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

_Ids = str | None


def places(
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    ward: Annotated[str | None, typer.Option("--ward", help="Places of one ward. 区のコード")] = None,
    open_: Annotated[
        _Ids, typer.Option("--open", help="Only these places are open: id,id. 開ける場所だけを指定")
    ] = None,
    staffed: Annotated[
        _Ids, typer.Option("--first", help="Open before the first step: id,id. はじめから開いている場所")
    ] = None,
    order: Annotated[
        int, typer.Option("--order", min=1, help="Steps of the order of opening. 開ける順に並べる数")
    ] = 10,
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which places to open first, and what a choice of them leaves without a seat."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.place_output import print_places
        from use_cases.choose_places import PlaceQuestion, answer_places

        options = CaseOptions(scenario, preset, set_, settings)
        case = opened_case(printer, bundle, options, ward=ward, doing="cli.searching").case
        question = PlaceQuestion(ward or "", _ids(open_), _ids(staffed) or frozenset(), order)
        print_places(printer, case, answer_places(case, question))


def _ids(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    return frozenset(part.strip() for part in text.split(",") if part.strip())
