"""An individual evacuation plan (個別避難計画) on A4, by the items of 災害対策基本法 49条の14: personal.

Only for whoever has agreed together with her supporters; every side says who printed it and when.
"""

import datetime as dt
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.a4_sheet import BOTTOM, MARGIN, WIDTH, A4Sheet
from exports.card_map import draw_card_map, frame_for
from planning.block_answer import BlockAnswer
from planning.case import Case
from planning.plan import Plan
from presentation.grid import Grid
from presentation.heading import data_notice
from presentation.names import scenario_name
from presentation.words import Words

#: Legal items of the person, in the order of the law.
PERSON_ITEMS = ("name", "kana", "born_on", "sex", "address", "phone", "reason", "needs")
#: Legal items of a supporter.
SUPPORTER_ITEMS = ("name", "address", "phone")
#: Whether she can be there in the scenario that the paper is of.
_IN_SCENARIO = "in_scenario"
_LABEL = 46 * mm
_MAP_HEIGHT = 86 * mm


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """What stands on the paper beside the plan of the city.

    Parameters
    ----------
    person
        Cells of ``PERSON_ITEMS``.
    supporters
        Cells of ``SUPPORTER_ITEMS`` of each who has agreed, and ``in_scenario``: whether she can be there.
    way
        Lines on destination, route and limit.
    made_on
        When both had agreed.
    """

    person: dict[str, str] = field(repr=False)
    supporters: tuple[dict[str, str], ...] = field(repr=False)
    way: tuple[str, ...] = field(repr=False)
    made_on: str


def individual_plan_pdf(
    case: Case, plan: Plan, sheet: PlanSheet, answer: BlockAnswer | None, *, account: str, at: dt.datetime,
    language: str,
) -> bytes:  # fmt: skip
    """Return the plan of a person on A4.

    Parameters
    ----------
    case, plan
        Case and plan that the route is of.
    sheet
        Legal items.
    answer
        Answer of her block, for the map; None where her home is not known.
    account, at
        Who prints it, and when.
    language
        Language of the paper.
    """
    words = Words(language)
    mark = words("plan_sheet.mark", account=account, at=at.strftime("%Y-%m-%d %H:%M"))

    def head(paper: A4Sheet, side: int) -> None:
        paper.line(words("plan_sheet.heading"), A4[1] - 20 * mm, 17)
        paper.line(words.listed([scenario_name(case, language), mark]), A4[1] - 26.5 * mm, 9)
        notice = data_notice(plan, language)
        paper.band(notice, is_model=plan.is_model)
        paper.line(words("plan_sheet.foot", side=side, mark=mark), 8 * mm, 7.5)

    paper = A4Sheet(words("plan_sheet.heading"), language, head)
    widths = [_LABEL, WIDTH - _LABEL]
    paper.whole_table(_items(sheet.person, PERSON_ITEMS, words("plan_sheet.person"), words), widths)
    for i, supporter in enumerate(sheet.supporters):
        title = words("plan_sheet.supporter", number=i + 1)
        paper.whole_table(_items(supporter, (*SUPPORTER_ITEMS, _IN_SCENARIO), title, words), widths)
    paper.heading(words("plan_sheet.way"))
    for line in sheet.way or (words("plan_sheet.no_way"),):
        paper.sentence(line)
    if answer is not None:
        if paper.y - BOTTOM < _MAP_HEIGHT:
            paper.turn()
        box = (MARGIN, paper.y - _MAP_HEIGHT, WIDTH, _MAP_HEIGHT)
        draw_card_map(paper.canvas, case, answer, words, frame_for(case, answer, box))
        paper.y -= _MAP_HEIGHT + 2 * mm
    for key in ("made", "blanks"):
        if paper.y - BOTTOM < 12 * mm:
            paper.turn()
        paper.sentence(words(f"plan_sheet.{key}", day=sheet.made_on or words("screen.unknown")))
    return paper.finished(at.strftime("D:%Y%m%d%H%M%S+00'00'"))


def _items(cells: dict[str, str], keys: tuple[str, ...], caption: str, words: Words) -> Grid:
    rows = tuple((words(f"plan_sheet.item.{key}"), cells[key] or words("plan_sheet.empty")) for key in keys)
    return Grid(
        headings=(words("plan_sheet.item.heading"), words("plan_sheet.item.content")), rows=rows,
        numbers=(False, False), caption=caption,
    )  # fmt: skip
