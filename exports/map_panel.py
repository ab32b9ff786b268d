"""The text beside the offline map: what it is, the people in figures, room for the legend, sources."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from domain.vocabulary import UNSERVED_CAUSES
from planning.case import Case
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.area_sums import is_timed
from presentation.heading import headline, model_notice, source_lines
from presentation.ledger_rows import ledger_rows
from presentation.provenance import notice_texts
from presentation.words import Words

#: Id of the element that the map's script fills with the legend.
LEGEND_ID = "sonae-legend"
#: Id of the element that it fills with the slider of the day.
DAY_ID = "sonae-day"
#: Rows that must not be overlooked where anybody is in them.
_STRONG = frozenset({"unserved", "not_in_time"})
_LAYERS = ("wards", "districts", "blocks", "streets", "places", "zones", "hazards", "background")


def panel_html(
    case: Case,
    plan: Plan,
    words: Words,
    title: str,
    sums: Mapping[str, int],
    *,
    leaving: Sequence[str] = (),
    with_day: bool = False,
) -> str:
    """Return the panel as HTML; every text in it is escaped.

    ``leaving`` says when people leave, and by when they must; ``with_day`` leaves room for the slider.
    """
    notice = model_notice(plan, words.language)
    parts = [
        Markup("<h1>{}</h1>").format(title),
        Markup('<p class="model" role="note">{}</p>').format(notice) if notice else Markup(""),
        _facts(case, plan, words),
        _leaving(words, leaving),
        _people(case, plan, words, sums),
        _folded(words("day.open"), DAY_ID) if with_day else Markup(""),
        _folded(words("map.legend"), LEGEND_ID),
        Markup('<p class="note">{}</p>').format(words("export.white_note")),
        Markup("<p>{}</p>").format(words("export.sheet_note")),
        _sources(plan, words),
    ]
    return str(Markup("<aside>{}</aside>").format(Markup("").join(parts)))


def _folded(title: str, element_id: str) -> Markup:
    """Return an element that the map's script fills, folded away at first."""
    return Markup('<details><summary>{}</summary><div id="{}"></div></details>').format(title, element_id)


def _facts(case: Case, plan: Plan, words: Words) -> Markup:
    pairs = headline(case, plan, words.language)
    # What is missing stands beside what is there; plan and bundle numbers are for the workbook.
    chosen = pairs[1:9] + (pairs[10:11] if plan.missing_kinds else [])
    rows = [Markup("<tr><th>{}</th><td>{}</td></tr>").format(*pair) for pair in chosen]
    return Markup('<table class="facts">{}</table>').format(Markup("").join(rows))


def _leaving(words: Words, lines: Sequence[str]) -> Markup:
    if not lines:
        return Markup("")
    said = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    return Markup("<h2>{}</h2><ul>{}</ul>").format(words("profile.limits"), said)


def _people(case: Case, plan: Plan, words: Words, sums: Mapping[str, int]) -> Markup:
    causes = {cause.value for cause in UNSERVED_CAUSES}
    rows = [
        _row(
            plan, words, "└ " + row.label if row.key in causes else row.label, row.persons,
            strong=row.key in _STRONG and row.persons > 0,
        )
        for row in ledger_rows(sums, words, is_timed=is_timed(case), judged=judged_by(case, plan))
    ]  # fmt: skip
    title = Markup("<h2>{}</h2>").format(words("export.map.ledger"))
    return title + Markup("<table>{}</table>").format(Markup("").join(rows))


def _row(plan: Plan, words: Words, label: str, persons: int, *, strong: bool = False) -> Markup:
    said = words.persons(float(persons), rounded=plan.is_rounded)
    mark = Markup(' class="short"') if strong else Markup("")
    return Markup("<tr{}><th>{}</th><td>{}</td></tr>").format(mark, label, said)


def _sources(plan: Plan, words: Words) -> Markup:
    notices = notice_texts(plan.provenance, words.language)
    lines = [*source_lines(plan, _LAYERS, words.language), *notices]
    said = Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
    head = escape(words("export.sheet_sources"))
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(head, said)
