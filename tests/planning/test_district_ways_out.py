"""Ways out of a district: those of its blocks, the earliest limit first; drawing in ``toy_city.build``."""

from dataclasses import replace

from planning.block_ground import block_ground
from planning.block_ways_out import route_out_of_area
from planning.district_ways_out import district_ways_out
from tests.made import Made, make_toy

MADE = make_toy("toy-tsunami-night")
GROUND = block_ground(MADE.case, MADE.plan)
A, C = "M271411-A", "M271411-C"
D1, D2 = "271411-00001", "271420-00002"


def without_place(*blocks: str, can: bool = True) -> Made:
    """The toy plan with everybody of some blocks without a place."""
    rows = MADE.plan.assignment
    theirs = rows["block_id"].isin(blocks)
    changed = rows.assign(
        outcome=rows["outcome"].mask(theirs, "no_capacity"),
        can_leave_area=rows["can_leave_area"].mask(theirs, can),
    )
    return Made(MADE.case, replace(MADE.plan, assignment=changed))


def ways(made: Made, district: str = D1):
    return district_ways_out(made.case, made.plan, GROUND, district)


def test_a_district_of_one_such_block_has_the_way_of_the_block() -> None:
    made = without_place(C)
    rows = made.plan.assignment[made.plan.assignment["block_id"] == C]
    for found in ways(made):
        own = rows[rows["profile_id"] == found.profile_id]
        alone = route_out_of_area(
            made.case, made.plan, GROUND, C, found.profile_id, float(own["departure_s"].max())
        )
        assert alone is not None
        assert found.persons == int(own["persons"].sum())
        assert found.first.route.latest_departure_s == alone.route.latest_departure_s
        assert found.first.route.street_ids == alone.route.street_ids
        assert found.towns == (alone.town,)
    assert {one.profile_id for one in ways(made)} == set(rows["profile_id"])


def test_of_several_blocks_the_earliest_limit_is_told_and_people_are_summed() -> None:
    both = {one.profile_id: one for one in ways(without_place(A, C))}
    each = [{one.profile_id: one for one in ways(without_place(block))} for block in (A, C)]
    for profile_id, found in both.items():
        own = [one[profile_id] for one in each if profile_id in one]
        assert found.persons == sum(one.persons for one in own)
        limits = [one.first.route.latest_departure_s for one in own]
        assert found.first.route.latest_departure_s == min(limits)
        assert set(found.towns) == {town for one in own for town in one.towns}
    # A and C have different limits, so that the least of them is a choice.
    assert len({one["general"].first.route.latest_departure_s for one in each}) == 2
    people = [one.persons for one in ways(without_place(A, C))]
    assert people == sorted(people, reverse=True)


def test_who_has_a_place_or_cannot_get_out_has_no_way_out() -> None:
    assert ways(Made(MADE.case, MADE.plan)) == ()
    assert ways(without_place(C, can=False)) == ()
    assert ways(without_place(C), D2) == ()
