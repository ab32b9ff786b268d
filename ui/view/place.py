"""What the map page says of one place, block or district that was clicked."""

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.grid import cell_words
from presentation.names import target_names
from presentation.result_tables import place_table
from presentation.words import Words, unknown
from ui.view.karte import answer_lines, time_lines

_PLACE_FACTS = (
    "suitability", "state", "target_kind", "why_not", "capacity", "area_per_person", "capacity_standard",
    "assigned", "walking", "free_seats", "first_arrival", "last_arrival", "depth_min", "depth_max", "address",
    "same_address", "place_data", "capacity_data",
)  # fmt: skip


def place_lines(case: Case, plan: Plan, place_id: str, words: Words) -> list[str]:
    """Return what matters of a place under the scenario, one line a fact."""
    table = place_table(case, plan, words.language)
    row = case.city.places.index.get_loc(place_id)
    assert isinstance(row, int)
    facts = {
        column.heading: cell_words(cell, column, words, rounded=table.is_model)
        for column, cell in zip(table.columns, table.rows()[row], strict=True)
        if cell != ""
    }
    headings = [words(f"export.column.{key}") for key in _PLACE_FACTS]
    return [f"{heading}: {facts[heading]}" for heading in headings if heading in facts]


def block_lines(case: Case, plan: Plan, block_id: str, words: Words) -> list[str]:
    """Return who of a block has no place and why, where the others go, and by when they must leave."""
    rounded = plan.is_model
    ledger = plan.ledgers.blocks.loc[[block_id]].iloc[0].to_dict()
    lines = [
        words(
            "screen.city.cause_line",
            cause=words(f"outcome.{cause}"),
            persons=words.persons(float(ledger[cause.value]), rounded=rounded),
            why=words(f"screen.why.{cause}"),
        )
        for cause in UNSERVED_CAUSES
        if ledger[cause.value] > 0
    ]
    if ledger[Outcome.NOT_LEAVING.value] > 0:
        count = words.persons(float(ledger[Outcome.NOT_LEAVING.value]), rounded=rounded)
        lines.append(words("screen.city.not_leaving_line", persons=count))
    names = target_names(case, words.language).to_dict()
    routes = plan.routes[plan.routes["block_id"] == block_id]
    for target, persons, length_m, walk_s, latest_s in zip(
        routes["target_id"],
        routes["persons"],
        routes["length_m"],
        routes["walk_time_s"],
        routes["latest_departure_s"],
        strict=True,
    ):
        lines.append(
            words(
                "screen.map.route_line",
                target=names.get(target, target),
                persons=words.persons(float(persons), rounded=rounded),
                length=words.metres(float(length_m)),
                walk=words.walk(float(walk_s)),
                latest=words.clock(None if unknown(latest_s) else float(latest_s), case.scenario),
            )
        )
    return lines


def district_lines(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return a district's answer in short."""
    return [*answer_lines(case, plan, district_id, words), *time_lines(case, plan, district_id, words)]
