"""What the map page says of one place, block or district that was clicked."""

from planning.case import Case
from planning.limits import told_limits_s
from planning.plan import Plan
from presentation.answers import cause_texts, district_answer
from presentation.area_sums import sums_of
from presentation.grid import cell_words
from presentation.names import destination_names
from presentation.result_tables import place_table
from presentation.words import Words, unknown

_PLACE_FACTS = (
    "standing", "state", "destination_kind", "why_not", "capacity", "area_per_person", "capacity_standard",
    "assigned", "walking", "free_seats", "first_arrival", "last_arrival", "depth_min", "depth_max", "address",
    "same_address", "place_data", "capacity_data",
)  # fmt: skip


def place_lines(case: Case, plan: Plan, place_id: str, words: Words) -> list[str]:
    """Return what matters of a place under the scenario, one line a fact."""
    table = place_table(case, plan, words.language)
    row = case.city.places.index.get_loc(place_id)
    assert isinstance(row, int)
    facts = {
        column.key: (column.heading, cell_words(cell, column, words, rounded=table.is_model))
        for column, cell in zip(table.columns, table.rows()[row], strict=True)
        if cell != ""
    }
    return [": ".join(facts[key]) for key in _PLACE_FACTS if key in facts]


def block_lines(case: Case, plan: Plan, block_id: str, words: Words) -> list[str]:
    """Return who of a block has no place and why, and the routes of the others with their limits."""
    rounded = plan.is_model
    lines = cause_texts(case, sums_of(plan.ledgers.blocks, block_id), words, rounded=rounded)
    names = destination_names(case, words.language).to_dict()
    routes = plan.routes[plan.routes["block_id"] == block_id]
    routes = routes.assign(latest_departure_s=told_limits_s(case, plan, routes))
    columns = ("destination_id", "persons", "length_m", "walk_time_s", "depart_s", "latest_departure_s")
    for destination, persons, length_m, walk_s, depart_s, latest_s in zip(
        *(routes[column] for column in columns), strict=True
    ):
        lines.append(
            words(
                "screen.map.route_line",
                destination=names.get(destination, destination),
                persons=words.persons(float(persons), rounded=rounded),
                length=words.metres(float(length_m)),
                walk=words.walk(float(walk_s)),
                depart=words.clock(float(depart_s), case.scenario),
                latest=(
                    words("profile.limit_withheld")
                    if unknown(latest_s)
                    else words.limit(float(latest_s), case.scenario)
                ),
            )
        )
    return lines


def district_lines(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return a district's answer in short."""
    return district_answer(case, plan, district_id, words)
