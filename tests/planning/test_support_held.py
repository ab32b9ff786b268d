"""Pairs in plans, held against a scenario: who cannot be there, and why."""

import pytest

from planning.block_ground import block_ground
from planning.support_ground import support_ground
from planning.support_held import hold_pairs
from planning.support_needs import needs_of
from planning.support_times import pair_times, supporter_facts
from tests.each import each
from tests.made import make_toy
from tests.planning.support_sample import A, B, C, E, G, helped, supporters
from tests.toy_city import toy_settings

_BARE = {"support.prepare_s": "0", "movement.reserve_s": "0", "support.longest_walk_s": "1000"}


def hold(people, helpers, agreed, scenario="toy-tsunami-night", **overrides):
    names = {key.replace("__", "."): text for key, text in overrides.items()}
    case, plan = make_toy(scenario, toy_settings().with_overrides(_BARE | names))
    ground = block_ground(case, plan)
    on_blocks = support_ground(case, plan, ground)
    wanted, who = needs_of(case, on_blocks, people, helpers, agreed, {}), supporter_facts(case, helpers)
    return hold_pairs(people, helpers, wanted, who, pair_times(case, ground, on_blocks, who, wanted))


def reason(person, helper, **overrides):
    table, needs = hold(helped(person), helper, [("P0", "S0")], **overrides)
    # Who does not count leaves the whole need.
    assert (needs.agreed_count.tolist() == [1]) == (table["held"].tolist() == [""])
    return table["held"].tolist()[0]


def test_who_is_near_able_and_in_time_counts_with_her_times():
    # C to B: 1,000 s from 600 s on; B must be left by 1,700 s.
    table, needs = hold(helped((B, "accompany")), supporters(C), [("P0", "S0")])
    assert table[["walk_s", "in_hand_s", "held"]].to_numpy().tolist() == [[1000.0, 100.0, ""]]
    assert needs.still_needed.tolist() == [0]


@each(
    ("person", "changed", "why"),
    [
        ((B, "accompany"), {"needs_help": [True]}, "on_the_list"),
        ((B, "accompany"), {"night": ["no"]}, "not_there"),
        ((B, "accompany"), {"age_high": [74]}, ""),
        ((B, "accompany"), {"age_high": [75]}, "too_old"),
        ((B, "wheelchair"), {"age_high": [69]}, ""),
        ((B, "wheelchair"), {"age_high": [70]}, "too_old"),
        ((G, "accompany"), {}, "no_route"),
        ((E, "accompany"), {}, "too_far"),
        (("", "accompany"), {}, "person_not_located"),
        ((B, "accompany"), {"night": ["unknown"]}, "there_unknown"),
        ((B, "accompany"), {"age_high": [None]}, "age_unknown"),
    ],
)
def test_each_reason(person, changed, why):
    assert reason(person, supporters(B, **changed)) == why


def test_what_is_certain_comes_before_what_is_not_known():
    # Her home is not known, and she is away: away.
    assert reason((B, "accompany"), supporters("", night=["no"])) == "not_there"
    assert reason((B, "accompany"), supporters("")) == "home_unknown"


@pytest.mark.parametrize(("prepare", "why"), [("100", ""), ("101", "no_time")])
def test_more_danger_than_time_allows(prepare, why):
    assert reason((B, "accompany"), supporters(C), support__prepare_s=prepare) == why


def test_who_has_more_people_than_she_may_counts_for_none_of_them():
    people, agreed = helped(*[(B, "accompany")] * 3), [("P0", "S0"), ("P1", "S0"), ("P2", "S0")]
    three, needs = hold(people, supporters(B), agreed)
    assert three["held"].tolist() == ["too_many"] * 3
    assert needs.agreed_count.tolist() == [0, 0, 0]
    two, _ = hold(people, supporters(B), agreed[:2])
    assert two["held"].tolist() == ["", ""]
    # People of another list count too.
    other, _ = hold(people, supporters(B), [*agreed[:2], ("elsewhere", "S0")])
    assert other["held"].tolist() == ["too_many", "too_many"]


def test_a_car_counts_only_of_whom_can_be_there():
    people, agreed = helped((B, "carry")), [("P0", "S0"), ("P0", "S1")]
    _, needs = hold(people, supporters(B, B, has_car=[True, False], night=["no", "yes"]), agreed)
    assert (needs.agreed_count.tolist(), needs.agreed_cars.tolist()) == ([1], [0])
    _, both = hold(people, supporters(B, B, has_car=[True, False]), agreed)
    assert (both.agreed_count.tolist(), both.agreed_cars.tolist()) == ([2], [1])


def test_who_is_no_member_is_not_known_and_nobody_without_plans():
    table, _ = hold(helped((B, "accompany")), supporters(B), [("P0", "plan:7")])
    assert table["held"].tolist() == ["no_member"]
    assert table["walk_s"].isna().all()
    empty, needs = hold(helped((A, "accompany")), supporters(), [])
    assert empty.empty
    assert needs.agreed_count.tolist() == [0]
