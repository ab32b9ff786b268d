"""What a choice of places does is what the plan of the choice says, to the person."""

from dataclasses import replace
from itertools import combinations

import pytest

from planning.opening_effect import OpeningSums, opening_effect, opening_sums
from planning.openings import opening_measures, opening_of, search_openings
from planning.pipeline import make_plan
from readiness.ledger_sums import ledger_sums
from tests.made import make_toy
from tests.planning.test_openings import SCENARIOS, toy_case


def choices(ids: frozenset[str]):
    return [frozenset(one) for k in range(len(ids) + 1) for one in combinations(sorted(ids), k)]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_choice_leaves_as_many_without_a_place_as_its_plan(scenario: str) -> None:
    case = toy_case(scenario)
    opening = opening_of(case, search_openings(case))
    for is_open in choices(opening.every):
        planned = replace(case, measures=opening_measures(opening, is_open))
        plan = make_plan(planned)
        city = ledger_sums(plan.ledgers.city).iloc[0]
        sums, effect = opening_sums(opening, is_open), opening_effect(opening, is_open)
        assert sums.unserved == int(city["unserved"]) == int(effect.areas["unserved_persons"].sum())
        districts = ledger_sums(plan.ledgers.districts)["unserved"]
        assert effect.areas["unserved_persons"].to_dict() == districts[effect.areas.index].to_dict()
        loads = plan.loads["assigned_persons"]
        told = effect.places["assigned_persons"].drop("safe_area", errors="ignore")
        assert told.to_dict() == loads[loads > 0].to_dict()
        walking = plan.loads["walking_persons"].reindex(told.index)
        assert effect.places["walking_persons"].reindex(told.index).to_dict() == walking.to_dict()
        assert int(effect.coming["persons"].sum()) == sums.served
        assert sums.persons == sums.served + sums.could_be_served + sums.seats_lacking + sums.out_of_reach


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_mean_walks_are_those_of_the_plan(scenario: str) -> None:
    case, plan = make_toy(scenario)
    opening = opening_of(case, search_openings(case))
    rows = plan.assignment.dropna(subset=["walk_time_s"])
    person_s = (rows["persons"] * rows["walk_time_s"]).groupby(rows["destination_id"]).sum()
    mean = person_s / rows.groupby("destination_id")["persons"].sum()
    told = opening_effect(opening, opening.now).places["walk_time_s"].dropna()
    assert told.round(6).to_dict() == mean.round(6).to_dict()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_mean_lengths_are_those_of_the_routes_of_the_plan(scenario: str) -> None:
    case, plan = make_toy(scenario)
    opening = opening_of(case, search_openings(case))
    person_m = (plan.routes["persons"] * plan.routes["length_m"]).groupby(plan.routes["destination_id"]).sum()
    mean = person_m / plan.routes.groupby("destination_id")["persons"].sum()
    told = opening_effect(opening, opening.now).places["walk_length_m"].dropna()
    assert set(told.index) == set(mean.index)
    assert told.to_dict() == pytest.approx(mean.to_dict(), abs=0.01)  # kept as float32


def test_sums_say_who_has_none_and_why() -> None:
    sums = OpeningSums(persons=10, served=3, could_be_served=2, seats_lacking=4, out_of_reach=1)
    assert sums.unserved == 7


def test_who_reaches_one_place_only_is_not_out_of_reach() -> None:
    # 170 people of the toy city must leave; 20 have no way, all others a place.
    case = toy_case("toy-tsunami-night")
    opening = opening_of(case, search_openings(case))
    assert opening_sums(opening, opening.now) == OpeningSums(170, 150, 0, 0, 20)
