"""Which places an A3 sheet lists: the closed home school and destinations afar are never left out."""

import dataclasses

import numpy as np

from exports.sheet_places import _order, sheet_places
from tests.exports.sample_plan import make_sample

D1 = "271411-00001"


def test_destinations_are_listed_wherever_they_lie() -> None:
    case, plan = make_sample("toy-quake")
    listed = sheet_places(case, plan, D1)
    blocks = case.city.blocks.index[case.city.blocks["district_id"] == D1]
    targets = set(plan.routes.loc[plan.routes["block_id"].isin(blocks), "destination_id"]) - {"safe_area"}
    assert targets <= set(listed.numbers)
    afar = [place for place in targets if case.city.places["district_id"][place] != D1]
    assert all(listed.numbers[place] <= listed.kept for place in afar)


def test_a_home_school_that_is_closed_is_among_those_that_are_kept() -> None:
    case, plan = make_sample()
    places = case.city.places
    school = places.index[(places["district_id"] == D1) & places["shelter"]][0]
    usable = plan.usable_places.copy()
    usable.loc[school, ["in_plan", "why_not"]] = [False, "closed"]
    routes = plan.routes[plan.routes["destination_id"] != school]
    listed = sheet_places(case, dataclasses.replace(plan, usable_places=usable, routes=routes), D1)
    assert listed.numbers[school] <= listed.kept


def test_numbers_run_from_one_without_a_gap() -> None:
    case, plan = make_sample("toy-flood")
    listed = sheet_places(case, plan, D1)
    assert list(listed.numbers.values()) == list(range(1, len(listed.numbers) + 1))


def test_the_first_destination_then_what_must_be_seen_then_by_persons() -> None:
    persons = np.array([5, 90, 0, 40, 7])
    must = np.array([False, False, True, False, True])
    # 90 first; must-haves 7 and 0; then 40 and 5
    assert _order(persons, must).tolist() == [1, 4, 2, 3, 0]
    assert _order(np.array([]), np.array([], dtype=bool)).tolist() == []
