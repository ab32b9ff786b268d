"""What is known of supporters, and who is near whom."""

from dataclasses import replace

from domain.vocabulary import DayTime
from planning.block_ground import block_ground
from planning.support_ground import support_ground
from planning.support_needs import needs_of
from planning.support_times import pair_times, supporter_facts
from tests.made import make_toy
from tests.planning.support_sample import A, B, C, helped, supporters
from tests.toy_city import toy_settings

_BARE = {"support.prepare_s": "0", "movement.reserve_s": "0", "support.longest_walk_s": "1000"}


def made(people, helpers):
    case, plan = make_toy("toy-tsunami-night", toy_settings().with_overrides(_BARE))
    ground = block_ground(case, plan)
    on_blocks, who = support_ground(case, plan, ground), supporter_facts(case, helpers)
    wanted = needs_of(case, on_blocks, people, helpers, [], {})
    return who, pair_times(case, ground, on_blocks, who, wanted)


def test_pairs_are_sorted_with_the_walk_and_the_time_in_hand():
    _, times = made(helped((B, "accompany"), (A, "accompany")), supporters(C, B))
    pairs = list(zip(times.person.tolist(), times.supporter.tolist(), times.walk_s.tolist(), strict=True))
    assert pairs[:2] == [(0, 0, 1000.0), (0, 1, 0.0)]
    # B must be left by 1,700 s, and helpers set out at 600 s.
    assert times.in_hand_s[:2].tolist() == [100.0, 1100.0]
    assert times.in_time[:2].tolist() == [True, True]


def test_who_is_left_out_only_because_something_is_not_known():
    helpers = supporters(
        B, "", B, B, B, age_high=[40, 40, None, 40, 40], night=["yes", "yes", "yes", "unknown", "no"],
        needs_help=[False, False, False, False, False], most_persons=[1, None, None, None, None],
    )  # fmt: skip
    who, _ = made(helped((B, "accompany")), helpers)
    assert who.undecided.tolist() == [False, True, True, True, False]
    assert who.most.tolist() == [1, 2, 2, 2, 2]
    on_the_list, _ = made(helped((B, "accompany")), supporters("", needs_help=[True]))
    assert on_the_list.undecided.tolist() == [False]


def test_by_day_and_by_night_another_answer_counts():
    case, _ = make_toy("toy-tsunami-night")
    by_day = replace(case, scenario=replace(case.scenario, day_time=DayTime.DAY))
    helpers = supporters(B, B, day=["yes", "unknown"], night=["no", "yes"])
    assert supporter_facts(case, helpers).there.tolist() == [False, True]
    assert supporter_facts(by_day, helpers).there.tolist() == [True, False]
    assert supporter_facts(by_day, helpers).there_unknown.tolist() == [False, True]
