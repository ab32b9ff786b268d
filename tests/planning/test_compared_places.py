"""Who is sent to the places that an area has or needs, and whether they fill."""

from dataclasses import replace

import pandas as pd

from planning.compared_places import FREE, FULL, SEATS_UNKNOWN, place_figures
from planning.figures import Figure
from tests.made import make_toy
from tests.toy_city.build import D1, D2

EAST, WEST = "E2714000001", "E2714000002"


def test_a_place_counts_everybody_sent_there_and_says_whether_it_is_full() -> None:
    case, plan = make_toy("toy-quake")
    figures = place_figures(case, plan, case.city.meta.city_code)
    assert figures == {
        place: Figure.of(plan.loads.loc[place, "assigned_persons"], state)
        for place, state in ((EAST, FULL), (WEST, FREE))
    }


def test_a_district_has_its_own_places_and_those_that_its_people_are_sent_to() -> None:
    case, plan = make_toy("toy-quake")
    whole = place_figures(case, plan, case.city.meta.city_code)
    homes = case.city.blocks["district_id"]
    for district in (D1, D2):
        own = set(case.city.places.index[case.city.places["district_id"] == district])
        sent = plan.assignment[plan.assignment["block_id"].map(homes) == district]
        wanted = (own | set(sent["destination_id"])) & set(whole)
        figures = place_figures(case, plan, district)
        assert set(figures) == wanted
        assert all(figures[place] == whole[place] for place in wanted)


def test_unknown_seats_are_neither_full_nor_free_and_the_last_seat_makes_a_place_full() -> None:
    case, plan = make_toy("toy-quake")
    code = case.city.meta.city_code
    persons = int(plan.loads.loc[WEST, "assigned_persons"])

    def state(seats: object) -> str:
        usable = plan.usable_places.copy()
        column = usable["capacity_persons"].copy()
        column[WEST] = seats
        usable["capacity_persons"] = column
        return place_figures(case, replace(plan, usable_places=usable), code)[WEST].state

    assert state(persons) == FULL
    assert state(persons + 1) == FREE
    assert state(pd.NA) == SEATS_UNKNOWN
