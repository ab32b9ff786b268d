"""Every scenario of the bundled city: nobody lost, no seat twice, every way open when walked."""

from collections import defaultdict
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.profiles import walking_profiles
from domain.vocabulary import Outcome
from evacuation.destinations import SAFE_AREA_ID
from evacuation.ground import place_closing_s
from evacuation.speeds import arc_ticks, connector_ticks, walking_speed_m_s
from planning.opening_effect import opening_effect, opening_sums
from planning.opening_order import order_places
from planning.openings import opening_measures, opening_of, search_openings
from planning.pipeline import make_plan
from readiness.ledger_sums import ledger_sums
from tests.made import make_city
from tests.model_city.bundled_city import bundled_city

pytestmark = pytest.mark.city
OUTCOMES = [outcome.value for outcome in Outcome]
#: Routes walked street by street in each scenario, evenly spread over all.
WALKED = 300
#: Ids that links, papers and other programs rely on.
SCENARIOS = (
    "nankai-tsunami-night", "nankai-tsunami-day", "nankai-quake-day1", "uemachi-quake-day1",
    "nankai-quake-day7", "uemachi-quake-day7", "nankai-quake-day30", "uemachi-quake-day30",
    "yamato-flood-l2", "small-rivers-flood", "surge-l2", "heavy-rain-landslide", "inland-147mm",
    "typhoon-compound", "shinminato-fire",
)  # fmt: skip


@pytest.fixture(scope="module", params=SCENARIOS[::-1])  # a server of the tests begins at the other end
def made(request):
    return make_city(request.param)


def test_the_scenarios_keep_their_ids() -> None:
    assert tuple(bundled_city().scenarios) == SCENARIOS


def test_the_plan_keeps_its_promises(case, plan) -> None:
    _everybody_is_counted_once(plan)
    _no_seat_is_given_twice(plan)
    _every_way_is_open_when_walked(case, plan)


def _everybody_is_counted_once(plan) -> None:
    ledgers = plan.ledgers
    for level in (ledgers.blocks, ledgers.districts, ledgers.wards, ledgers.city):
        assert (level[OUTCOMES].sum(axis=1) == level["persons"]).all()
        assert (level[OUTCOMES].sum() == ledgers.city.iloc[0][OUTCOMES]).all()


def _no_seat_is_given_twice(plan) -> None:
    known = plan.loads.dropna(subset=["capacity_persons"])
    assert (known["assigned_persons"] <= known["capacity_persons"]).all()
    unknown = plan.loads[plan.loads["capacity_persons"].isna()]
    assert (unknown["assigned_persons"] == 0).all()


def _every_way_is_open_when_walked(case, plan) -> None:
    network, settings = case.network, case.settings
    arcs = defaultdict(list)
    tail, head = network.node_id[network.arc_tail()].tolist(), network.node_id[network.arc_head].tolist()
    for i, pair in enumerate(zip(tail, head, strict=True)):
        arcs[pair].append(i)
    street = network.street_id[network.arc_street].tolist()
    closes = plan.street_exposure["closes_at_s"].to_numpy()[network.arc_street].tolist()
    row = {block_id: i for i, block_id in enumerate(case.city.blocks.index)}
    for profile in walking_profiles(settings):
        speed = walking_speed_m_s(profile, case.scenario.day_time, settings)
        ticks = arc_ticks(network, case.city.streets, speed, settings).tolist()
        connector = connector_ticks(network.block_connector_m, speed) / 10
        routes = plan.routes[plan.routes["profile_id"] == profile.profile_id]
        step = max(1, len(routes) // WALKED)
        for route in routes.iloc[::step].itertuples():
            time = route.depart_s + connector[row[route.block_id]]
            used = set(route.street_path)
            for pair in zip(route.node_path, route.node_path[1:], strict=False):
                arc = min((a for a in arcs[pair] if street[a] in used), key=ticks.__getitem__)
                time += ticks[arc] / 10
                assert time <= closes[arc] + 1e-6, (route.block_id, street[arc])
            assert time <= route.arrive_s + 1e-6
    assert np.isfinite(plan.routes["arrive_s"]).all()
    # The last metres to the place, too: before its street closes, and before the water is there.
    closing = pd.Series(
        place_closing_s(network, plan.street_exposure, plan.place_exposure), case.city.places.index
    )
    to_place = plan.routes[plan.routes["destination_id"] != SAFE_AREA_ID]
    late = to_place["arrive_s"] > to_place["destination_id"].map(closing) + 1e-6
    assert not late.any(), to_place.loc[late, ["block_id", "destination_id", "arrive_s"]]


@pytest.fixture(scope="module", params=("surge-l2", "nankai-tsunami-day"))
def opened(request):
    made = make_city(request.param)
    return made, opening_of(made.case, search_openings(made.case))


def test_a_choice_of_places_leaves_as_many_without_as_its_whole_plan(opened) -> None:
    (case, plan), opening = opened
    assert opening.now == opening.usual
    some = frozenset(sorted(opening.every)[::3])
    planned = replace(case, measures=opening_measures(opening, some))
    for is_open, made in ((opening.now, plan), (some, make_plan(planned))):
        sums, effect = opening_sums(opening, is_open), opening_effect(opening, is_open)
        wards = ledger_sums(made.ledgers.wards)["unserved"]
        by_ward = effect.areas.groupby("ward_code")["unserved_persons"].sum()
        assert by_ward.reindex(wards.index, fill_value=0).to_dict() == wards.to_dict()
        assert sums.unserved == int(wards.sum())
        taken = made.loads["assigned_persons"]
        told = effect.places["assigned_persons"].drop("safe_area", errors="ignore")
        assert told.to_dict() == taken[taken > 0].to_dict()


def test_the_order_of_opening_ends_with_everybody_who_can_be_served(opened) -> None:
    (case, _), opening = opened
    order = order_places(case, opening)
    last = order.steps.iloc[-1]
    assert last["served_persons"] == order.all_served == opening_sums(opening, opening.every).served
    assert (np.diff(order.steps["added_persons"]) <= 0).all()
    assert (order.steps["bound_persons"] >= order.steps["served_persons"]).all()
    first = frozenset(order.steps["place_id"].iloc[:5])
    assert opening_sums(opening, first).served == order.steps["served_persons"].iloc[4]
