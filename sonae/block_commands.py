"""The command ``sonae block``: the answer for one block."""

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


def block(
    block_id: Annotated[str, typer.Argument(metavar="BLOCK", help="Block id, or a town. 街区か町名")],
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    every: Annotated[
        bool, typer.Option("--all-scenarios", help="Add a table of all scenarios. 全想定の表")
    ] = False,
    out: Annotated[Path | None, typer.Option("--out", help="Card as PDF (a new file). カードのPDF")] = None,
    paper: Annotated[str, typer.Option("--paper", help="Size of the card: a5 or a4. 用紙")] = "a5",
    district: Annotated[
        bool, typer.Option("--district", help="Cards of all blocks of its district. 校区の全街区")
    ] = False,
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer for one block: destination, route, latest departure, and where else."""
    if paper not in {"a5", "a4"}:
        raise typer.BadParameter("a5, a4", param_hint="--paper")
    if district and out is None:
        raise typer.BadParameter("--district needs --out FILE", param_hint="--out")
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from domain.scenario import first_days
        from planning.block_alternatives import with_alternatives
        from planning.block_answer import block_answer
        from planning.block_ground import block_ground
        from presentation.words import Words
        from sonae.block_output import print_block
        from storage.plans import PlanStore
        from use_cases.answer_block import in_scenarios, named_block
        from use_cases.plan_service import PlanService

        opened = opened_case(printer, bundle, CaseOptions(scenario, preset, set_, settings))
        case, shown = opened.case, first_days(opened.city.scenarios.values(), shown=scenario)
        cases = opened.in_scenarios([one.scenario_id for one in shown])
        named = named_block(opened.city, block_id, Words(printer.language))
        service = PlanService(PlanStore())
        made = service.plan(case)
        ground = block_ground(case, made)
        if out is not None:
            # Drawing takes long to import, and most ask for no card.
            from use_cases.block_cards import CardOrder, card_blocks, write_cards

            blocks = card_blocks(case, made, named) if district else (named,)
            printer.say("block.card.progress" if blocks else "block.card.none")
            order = CardOrder(blocks, cases, printer.language, paper, every)
            if blocks:
                write_cards(service, case, made, ground, order, out)
                printer.say("cli.written", file=str(out))
            if district:
                return
        answer = with_alternatives(case, made, block_answer(case, made, named, ground), ground)
        found = in_scenarios(service, cases, named, made_only=False) if every else []
        print_block(printer, case, made, answer, found)
