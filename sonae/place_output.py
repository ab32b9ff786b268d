"""How the command shows which places to open."""

from typing import Any

from exports.opening_json import opening_document
from planning.case import Case
from presentation.grid import grid_from
from presentation.names import city_name, kind_notice, scenario_name, ward_names
from presentation.opening_tables import order_table
from presentation.opening_words import (
    FIRST_PLACES,
    order_text,
    sums_texts,
    ward_order_text,
    ward_text,
)
from presentation.words import Words
from sonae.printing import Printer
from use_cases.choose_places import PlaceAnswer

_KEYS = (
    "opening_step", "place", "standing", "ward", "district", "capacity", "opening_added", "opening_unserved",
    "opening_gap", "opening_staff",
)  # fmt: skip


def print_places(printer: Printer, case: Case, answer: PlaceAnswer) -> None:
    """Print what a choice of places does, the order of opening, and who is left by ward."""
    opening, order = answer.opening, answer.order
    if printer.as_json:
        document = opening_document(case, opening, answer.sums, answer.effect, order)
        printer.json({"ok": True, **document, **_ward_document(answer)})
        return
    words = Words(printer.language)
    printer.line(f"{city_name(case, words.language)}  {scenario_name(case, words.language)}")
    if opening.is_rounded:
        printer.line(kind_notice(words.language, opening.data_kind))
    if answer.first_effect is not None:
        ward = answer.question.ward_code
        printer.line(ward_text(case, opening, answer.effect, answer.own, ward, words))
        printer.line(ward_order_text(case, opening, order, answer.first_effect, ward, words))
    for line in sums_texts(case, opening, answer.sums, answer.effect.is_open, words):
        printer.line(line)
    printer.line(order_text(case, opening, order, words))
    where = "ward" if answer.question.ward_code else "city"
    counted = f"cli.places_after_{where}" if answer.question.first else f"screen.places.first_{where}_none"
    printer.line(words(counted))
    grid = grid_from(order_table(case, opening, order, words.language), words, keys=_KEYS)
    printer.table(grid.headings, grid.rows, title=grid.caption)
    for note in grid.notes:
        printer.line(note)
    _print_wards(printer, case, answer, words)


def _ward_document(answer: PlaceAnswer) -> dict[str, Any]:
    """Return the ward's own people without a place: with the choice, and with the first of the order."""
    if answer.first_effect is None:
        return {}
    now, then = (
        effect.areas[effect.areas["ward_code"] == answer.question.ward_code]
        for effect in (answer.effect, answer.first_effect)
    )
    return {
        "ward": {
            "ward_code": answer.question.ward_code,
            "persons": int(now["persons"].sum()),
            "unserved_persons": int(now["unserved_persons"].sum()),
            "first_places": min(FIRST_PLACES, len(answer.order.steps)),
            "unserved_with_first_places": int(then["unserved_persons"].sum()),
        }
    }


def _print_wards(printer: Printer, case: Case, answer: PlaceAnswer, words: Words) -> None:
    sums = answer.effect.areas.groupby("ward_code")[["persons", "unserved_persons"]].sum()
    by_ward = {
        str(code): tuple(map(float, row)) for code, row in zip(sums.index, sums.to_numpy(), strict=True)
    }
    rows = [
        (
            str(name),
            *(words.people_cell(one, rounded=answer.opening.is_rounded) for one in by_ward[str(code)]),
        )
        for code, name in ward_names(case, words.language).items()
        if code in by_ward
    ]
    headings = (words("cli.ward"), words("opening.need"), words("opening.without"))
    printer.table(headings, rows)
