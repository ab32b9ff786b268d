"""The command ``sonae crowding``: how people hinder each other when all walk at the same time."""

from pathlib import Path
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


def crowding(
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    rounds: Annotated[
        int, typer.Option("--rounds", min=1, max=50, help="Assign anew with the waits. 割り当て直しの回数")
    ] = 1,
    out: Annotated[Path | None, typer.Option("--out", help="New folder to write. 書き出すフォルダー")] = None,
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let everybody of a plan walk at the same time: queues, arrivals, who is too late because of them."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.crowding_output import print_crowding
        from storage.plans import PlanStore
        from use_cases.crowding_service import CrowdingService, refuse_stay
        from use_cases.plan_service import PlanService
        from use_cases.write_crowding import write_crowding
        from use_cases.write_plan import refuse_taken

        if out is not None:
            refuse_taken(out)
        case = opened_case(printer, bundle, CaseOptions(scenario, preset, set_, settings)).case
        refuse_stay(case)
        plan = PlanService(PlanStore()).plan(case)
        printer.say("crowding.begins")
        result = CrowdingService().crowding(case, plan, rounds=rounds)
        files = write_crowding(case, result, out, language=printer.language) if out is not None else ()
        print_crowding(printer, case, result, files, balanced=rounds > 1)
