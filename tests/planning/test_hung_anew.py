"""Whom a blocked street leaves no way at all: those who reach nothing in the plan made anew without it."""

from dataclasses import replace

import pytest

from evacuation.clock import departure_ticks, in_time
from evacuation.leaving import ways_out
from evacuation.margin import latest_costs
from evacuation.search import place_profiles
from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_case
from planning.hung_anew import Anew, streets_without_other_way
from planning.isolation import find_isolation, structures, tell_anew
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from tests.made import make, make_city
from tests.planning.test_isolation import D1, FLOOD, QUAKE, TSUNAMI
from tests.toy_city import make_toy_bundle, toy_settings
from tests.toy_city.build import _areas, _box


def shore_reached_twice():
    """Return the toy city with water on the lower street at 2,600 s and on the upper one at 4,200 s.

    From B on the upper street 111 no plan goes down 121 to the lower street, which is reached earlier; where
    112 or 113 is blocked, that is the way that is left, and it is in time.
    """
    bundle = make_toy_bundle()
    areas = _areas([
        {"kind": "tsunami", "depth_m_min": 1.0, "depth_m_max": 2.0, "arrival_time_s": arrival_s,
         "geometry": _box(-50, south, 1100, north)}
        for arrival_s, south, north in ((2600.0, -200, 250), (4200.0, 250, 1300))
    ])  # fmt: skip
    changed = replace(bundle, hazards={**bundle.hazards, "tsunami": areas})
    made = make(changed, "toy-tsunami-night", toy_settings())
    return made.case, made.plan, block_ground(made.case, made.plan)


TWICE = shore_reached_twice()
B = "M271411-B"


def reach_anew(asked, inputs, blocks):
    """Return which blocks' adults reach a place, or safe ground, in time with the inputs of another plan."""
    case, plan, _ = asked
    on_network = place_profiles(inputs)[inputs.profiles[0].profile_id]
    row = case.city.blocks.index.get_indexer(blocks)
    last_s = plan.demand.groupby("block_id")["departure_s"].max().reindex(blocks).to_numpy()
    leave = departure_ticks(last_s) + on_network.block_connector[row]
    costs = latest_costs(inputs.network, on_network, inputs.destinations)
    found = in_time(leave, costs.blocks(inputs.network, row))
    if inputs.safe_ground is not None:
        out = ways_out(inputs.network, on_network, inputs.safe_ground).cost
        found |= in_time(leave, out[inputs.network.block_node[row]])
    return found


def in_plan_made_anew(closed):
    return block_ground(closed, make_plan(closed)).inputs


def agree(asked, found, *, inputs_of, district, only=None):
    """Compare each piece that people of a district hang on; return how many hang and how many are lost."""
    own = found.blocks[(found.blocks["district_id"] == district) & found.blocks["street_ids"].map(bool)]
    ids = [*found.districts.loc[district, "street_ids"], *(one for ids in own["street_ids"] for one in ids)]
    hung = lost = 0
    for piece in structures(asked[0], dict.fromkeys(ids)):
        hangs, told = (
            own[name].map(lambda streets, piece=piece: bool({*piece} & {*streets}))
            for name in ("street_ids", "lost_street_ids")
        )
        if hangs.any() and (only is None or {*piece} & only):
            inputs = inputs_of(changed_case(asked[0], DayChange(piece)))
            reached = reach_anew(asked, inputs, own.index[hangs])
            assert told[hangs].tolist() == (~reached).tolist(), piece
            hung, lost = hung + int(hangs.sum()), lost + int(told.sum())
    return hung, lost


@pytest.mark.parametrize(
    ("asked", "district", "counts"),
    [
        # 101 of A, 111 of B.
        (TSUNAMI, D1, (2, 2)), (FLOOD, "271420-00002", (1, 1)), (QUAKE, D1, (2, 2)),
        # B hangs on 111, 112 and 113; only without 111, where it stands, nothing is left.
        (TWICE, D1, (4, 2)),
    ],
    ids=["tsunami", "flood", "quake", "twice"],
)  # fmt: skip
def test_who_has_no_way_at_all_has_none_in_the_plan_made_anew(asked, district, counts):
    found = find_isolation(*asked)
    assert agree(asked, found, inputs_of=in_plan_made_anew, district=district) == counts


def test_on_the_bundled_city_some_of_who_hangs_on_a_street_have_another_way():
    made = make_city("nankai-tsunami-night")
    asked = made.case, made.plan, block_ground(*made)
    district = next(iter(made.case.city.districts.index[made.case.city.districts["name"] == "新湊"]))
    found = find_isolation(*asked, [district])
    hung, lost = (
        found.blocks[name].explode().dropna().value_counts() for name in ("street_ids", "lost_street_ids")
    )
    # A street without which some have no way at all, and others who hang on it have one: a plan takes long.
    only = {next(one for one in sorted(hung.index) if 0 < lost.get(one, 0) < hung[one])}
    counts = agree(asked, found, inputs_of=stage_inputs, district=district, only=only)
    assert 0 < counts[1] < counts[0]


def test_the_people_of_a_district_are_those_of_its_blocks():
    found = find_isolation(*TWICE)
    row = found.districts.loc[D1]
    assert found.blocks.loc[B, "street_ids"] == (111, 112, 113)
    assert found.blocks.loc[B, "lost_street_ids"] == (111,)
    # A and B lose every way without one of their streets, as all of 甲 do without those of the cut.
    assert row["single_lost_persons"] == row["single_persons"]
    counted = found.blocks[(found.blocks["district_id"] == D1) & (found.blocks["state"] == "counted")]
    assert row["cut_lost_persons"] == counted["persons"].sum()


def test_a_cut_that_leaves_a_way_over_earlier_ground_does_not_lose_all():
    case, plan, ground = TWICE
    anew = Anew(case, plan, ground)
    network, on_network = ground.inputs.network, ground.on_network["general"]
    row = case.city.blocks.index.get_indexer([B])
    blocks = find_isolation(*TWICE).blocks.loc[[B]].assign(
        node=network.block_node[row], leave=6_000 + on_network.block_connector[row]
    )  # fmt: skip
    assert anew.differs
    assert anew.reach(blocks, ()).tolist() == anew.reach(blocks, (112,)).tolist() == [True]
    assert anew.reach(blocks, (112, 121)).tolist() == [False]
    # Bars or not, 111 is on every way; with both pieces named only it is lost.
    assert anew.streets_on_every_way(blocks) == {B: frozenset({111})}
    told = streets_without_other_way(anew, blocks, {B: (111, 112)}, [(111,), (112,)])
    assert told == {B: (111,)}
    assert streets_without_other_way(anew, blocks, {B: (111, 112)}, [(111,), (112, 121)]) == {B: (111, 112)}


def test_where_no_bar_follows_the_closings_nothing_is_searched(monkeypatch):
    monkeypatch.setattr(Anew, "reach", None)
    for asked in (FLOOD, QUAKE):
        found = find_isolation(*asked)
        assert found.blocks["lost_street_ids"].tolist() == found.blocks["street_ids"].tolist()


def test_it_is_told_later_as_at_once():
    quick = find_isolation(*TWICE, anew=False)
    assert quick.districts[["single_lost_persons", "cut_lost_persons"]].isna().all(axis=None)
    whole, later = find_isolation(*TWICE), tell_anew(*TWICE, quick)
    assert later.districts.equals(whole.districts)
    assert later.blocks.equals(whole.blocks)
