"""Candidates for the people of the toy city."""

import numpy as np
import pytest

from domain.measures import Measure
from planning.block_ground import block_ground
from planning.support import match_people
from planning.support_ground import support_ground
from tests.made import make_toy
from tests.planning.support_sample import A, B, C, D, helped, supporters
from tests.toy_city import toy_settings

_BARE = {"support.prepare_s": "0", "movement.reserve_s": "0", "support.longest_walk_s": "1000"}


def answer(people, helpers, measures: tuple[Measure, ...] = (), scenario="toy-tsunami-night", **options):
    case, plan = make_toy(scenario, toy_settings().with_overrides(_BARE), measures)
    ground = block_ground(case, plan)
    return match_people(case, ground, support_ground(case, plan, ground), people, helpers, **options)


def test_two_candidates_each_the_nearer_first():
    found = answer(helped((B, "accompany")), supporters(C, B))
    assert found.candidates[["supporter_id", "rank", "walk_s"]].to_numpy().tolist() == [
        ["S1", 1, 0.0], ["S0", 2, 1000.0],
    ]  # fmt: skip
    row = found.support.loc["P0"]
    assert (row["needed"], row["found"], row["is_covered"], row["is_spared"]) == (1, 2, True, True)
    assert row["reason"] == ""
    assert (row["limit_s"], row["must_leave"]) == (1700.0, True)


def test_people_at_different_limits_do_not_take_each_others_helper():
    # One helper for one person: B can be reached by C, A cannot (ready 1,400 s, limit 1,100 s).
    found = answer(helped((A, "accompany"), (B, "accompany")), supporters(C))
    assert found.support["is_covered"].tolist() == [False, True]
    assert found.support["reason"].tolist() == ["no_time", ""]
    assert found.covered_bound == 1


def test_agreed_pairs_stay_and_those_who_can_be_there_count():
    found = answer(
        helped((B, "accompany"), (B, "accompany")), supporters(B, B),
        agreed=[("P0", "S1"), ("P0", "unknown")],
    )  # fmt: skip
    p0 = found.candidates[found.candidates["person_id"] == "P0"]
    # S1 lives in the same block; of whom the members lists do not know nothing is known: S0 is to spare.
    assert p0[["supporter_id", "is_locked", "held"]].to_numpy().tolist() == [
        ["S1", True, ""], ["unknown", True, "no_member"], ["S0", False, ""],
    ]  # fmt: skip
    assert p0["walk_s"].tolist()[0] == 0.0
    row = found.support.loc["P0"]
    assert (row["found"], row["is_covered"], row["is_spared"]) == (2, True, True)
    assert (row["written"], row["absent"]) == (2, 1)
    assert found.spared_bound >= int(found.support["is_spared"].sum())


def test_a_person_whose_supporter_cannot_be_there_is_not_covered():
    # S0 lives there but is away by night; nobody else is near.
    found = answer(helped((B, "accompany")), supporters(B, night=["no"]), agreed=[("P0", "S0")])
    row = found.support.loc["P0"]
    assert (row["found"], row["is_covered"], row["written"], row["absent"]) == (0, False, 1, 1)
    assert row["reason"] == "nobody_able"
    assert found.covered_bound == 0
    assert found.candidates["held"].tolist() == ["not_there"]


def test_who_stands_on_the_list_herself_is_proposed_for_nobody_and_counted():
    found = answer(helped((B, "accompany")), supporters(B, B, needs_help=[True, False]))
    assert found.candidates["supporter_id"].tolist() == ["S1"]
    assert found.on_the_list == 1


def test_refused_pairs_are_not_proposed_again():
    found = answer(helped((B, "accompany")), supporters(B, C), refused=[("P0", "S0")])
    assert found.candidates["supporter_id"].tolist() == ["S1"]


def test_without_a_limit_nobody_is_late_and_nothing_is_short():
    found = answer(helped((D, "accompany")), supporters(D, D))
    assert found.support.loc["P0", "limit_s"] == np.inf
    assert found.candidates["in_hand_s"].tolist() == [np.inf, np.inf]


def test_nobody_on_the_list_and_nobody_who_helps():
    assert answer(helped(), supporters(B)).support.empty
    found = answer(helped((B, "accompany")), supporters())
    assert found.support["reason"].tolist() == ["nobody_near"]
    assert found.candidates.empty


@pytest.mark.parametrize("kind", ["accompany", "wheelchair", "carry", "unknown"])
def test_the_order_of_rows_changes_nothing(kind):
    people, helpers = helped((B, kind), (C, kind), (A, kind)), supporters(B, C, C, A, has_car=[True] * 4)
    one = answer(people, helpers)
    other = answer(people.iloc[::-1], helpers.iloc[::-1])
    assert one.support.equals(other.support)
    assert one.candidates.equals(other.candidates)
