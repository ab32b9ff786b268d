"""What the map page says of one place, block or district that was clicked."""

from planning.block_answer import block_answer
from planning.case import Case
from planning.plan import Plan
from presentation.answers import district_answer
from presentation.block.sheet import block_sheet
from presentation.grid import cell_words
from presentation.ground_height import height_line
from presentation.result_tables import place_table
from presentation.words import Words

_PLACE_FACTS = (
    "standing", "state", "destination_kind", "why_not", "capacity", "area_per_person", "capacity_standard",
    "assigned", "walking", "free_seats", "one_more_seat", "first_arrival", "last_arrival", "depth_min",
    "depth_max", "address", "same_address", "place_data", "capacity_data",
)  # fmt: skip


def place_lines(case: Case, plan: Plan, place_id: str, words: Words) -> list[str]:
    """Return what matters of a place under the scenario, one line a fact."""
    table = place_table(case, plan, words.language)
    row = case.city.places.index.get_loc(place_id)
    assert isinstance(row, int)
    facts = {
        column.key: (column.heading, cell_words(cell, column, words, rounded=table.is_rounded))
        for column, cell in zip(table.columns, table.rows()[row], strict=True)
        if cell != ""
    }
    height = height_line(case.city.places.iloc[row].to_dict(), words)
    return [*(": ".join(facts[key]) for key in _PLACE_FACTS if key in facts), *([height] if height else [])]


def block_lines(case: Case, plan: Plan, block_id: str, words: Words) -> list[str]:
    """Return the answer of a block in short: the same sentences as on its page, a line for each way."""
    sheet = block_sheet(case, plan, block_answer(case, plan, block_id), words)
    ways = [
        words("screen.map.leg_line", head=leg.head, lines=words("screen.map.leg_part").join(leg.lines))
        for leg in sheet.legs
    ]
    return [*sheet.first, *ways, *([sheet.staying] if sheet.staying else []), *sheet.reasons]


def district_lines(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return a district's answer in short."""
    return district_answer(case, plan, district_id, words)
