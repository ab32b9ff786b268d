"""How the command shows the answer for one block."""

from collections.abc import Sequence

from exports.block_json import block_document
from planning.block_answer import BlockAnswer
from planning.case import Case
from planning.plan import Plan
from presentation.block.hazards import InScenario
from presentation.block.sheet import block_sheet
from presentation.heading import model_notice
from presentation.names import missing_kinds_text, scenario_name
from presentation.words import Words
from sonae.printing import Printer


def print_block(
    printer: Printer, case: Case, plan: Plan, answer: BlockAnswer, scenarios: Sequence[InScenario]
) -> None:
    """Print the answer for one block, and a line for each other scenario that was asked for."""
    if printer.as_json:
        document = block_document(case, plan, answer)
        others = [
            block_document(one.case, one.plan, one.answer)
            for one in scenarios
            if one.plan is not None and one.answer is not None
        ]
        printer.json({"ok": True, **document, **({"all_scenarios": others} if scenarios else {})})
        return
    words = Words(printer.language)
    sheet = block_sheet(case, plan, answer, words, scenarios=scenarios, waiting=words("block.not_made"))
    printer.line(f"{sheet.title}  {sheet.district}")
    printer.line(scenario_name(case, words.language))
    missing = missing_kinds_text(plan, words.language)
    for line in (
        model_notice(plan, words.language),
        words("screen.missing_banner", kinds=missing) if missing else "",
        *sheet.first,
        *sheet.reasons,
    ):
        if line:
            printer.line(line)
    for leg in sheet.legs:
        printer.line(leg.head)
        for line in leg.lines:
            printer.line(f"  {line}")
    for line in sheet.last:
        printer.line(line)
    if sheet.hazards is not None:
        printer.table(sheet.hazards.headings, sheet.hazards.rows, title=sheet.hazards.caption)
        for note in sheet.hazards.notes:
            printer.line(note)
