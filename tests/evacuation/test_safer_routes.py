"""Of the routes in time the one of least generalised cost, against every path of small random cities."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.profiles import walking_profiles
from domain.vocabulary import DayTime, DestinationKind
from evacuation.clock import HORIZON, UNREACHED
from evacuation.destinations import Destinations
from evacuation.evacuate import evacuate
from evacuation.generalised_cost import ExtraCost
from evacuation.profile_on_network import Passage, ProfileOnNetwork, put_on_network
from evacuation.safer_routes import Departing, SaferRoutes, SaferSearch, safer_routes
from planning.network import city_network
from tests.evacuation.conftest import toy_inputs
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
NETWORK = city_network(CITY, toy_settings())
GENERAL = walking_profiles(toy_settings())[0]
STREET = NETWORK.street_id[NETWORK.arc_street]
#: Corner 4, which stands for a place without a connector; everybody starts at corner 2.
END, START = (int(np.flatnonzero(NETWORK.node_id == corner)[0]) for corner in (4, 2))
SAFE_CORNER = Destinations(
    destination_id=("safe_area",), kind=(DestinationKind.SAFE_AREA,), tier=np.array([0]),
    nodes=(np.array([END]),), place_row=np.array([-1]), capacity=np.array([-1]), district_id=("",),
    for_care=np.array([False]),
)  # fmt: skip


def walked(
    extra: ExtraCost | None, longest_extra_s: str = "7200", **passage
) -> tuple[ProfileOnNetwork, SaferRoutes]:
    """Adults from corner 2 to corner 4, who leave at once; streets of the toy city, 1 m/s."""
    whole = Passage(
        **{
            "closes_at_s": np.full(len(CITY.streets), np.inf), "barred": np.zeros(NETWORK.n_arcs, np.bool_),
            "extra_cost": extra, **passage,
        }
    )  # fmt: skip
    settings = toy_settings().with_overrides({"route.longest_extra_s": longest_extra_s})
    adults = put_on_network(NETWORK, CITY.streets, whole, GENERAL, DayTime.DAY, settings)
    people = Departing(np.array([START]), np.array([0]), np.array([0]), np.array([10_000]))
    return adults, safer_routes(SaferSearch(NETWORK), adults, SAFE_CORNER, 0, people)


def extra_on(streets: list[int], before: float, after: float, inside: list[int] | None = None) -> ExtraCost:
    on = np.isin(STREET, streets)
    return ExtraCost(on * before, on * after, np.isin(STREET, streets if inside is None else inside))


def way(found: SaferRoutes) -> list[int]:
    return list(dict.fromkeys(STREET[found.arcs].tolist()))


@pytest.mark.parametrize(
    ("extra", "streets", "ticks"),
    [
        # 1,000 m on 102 and 103 count as 1,500 m: still less than 2,000 m over 121, 112, 113 and 122.
        (0.5, [102, 103], 10_000),
        # As 3,000 m: the other way is taken, and takes its own time.
        (2.0, [121, 112, 113, 122], 20_000),
    ],
)
def test_the_longer_way_is_taken_unless_it_is_much_longer(extra, streets, ticks) -> None:
    _, found = walked(extra_on([102, 103], extra, extra, inside=[]))
    assert (way(found), found.walk.tolist(), found.cost.tolist()) == (streets, [ticks], [ticks])
    assert found.may_take.tolist() == [True]


def test_who_has_not_been_outside_does_not_pay_for_coming_back() -> None:
    # 102 lies in the area, where they start; 103 does not. Having left, 102 would count five times.
    _, found = walked(extra_on([102], 0.0, 4.0))
    assert way(found) == [102, 103]
    # 103 in the area and 102 not: they would walk in after being outside, 500 + 2,500 m against 2,000 m.
    _, found = walked(extra_on([103], 0.0, 4.0))
    assert way(found) == [121, 112, 113, 122]


def test_without_a_term_at_work_nobody_takes_another_route() -> None:
    nothing = np.zeros(NETWORK.n_arcs)
    for extra in (None, ExtraCost(nothing, nothing, nothing > 0)):
        adults, found = walked(extra)
        assert adults.generalised is None
        assert not found.may_take.any()
        assert found.walk.tolist() == [UNREACHED]


@pytest.mark.parametrize(("closes_s", "may"), [(2600.0, True), (2599.9, False)])
def test_the_reserve_is_kept_or_the_plain_route_stays(closes_s, may) -> None:
    # The other way takes 2,000 s; with the reserve of 600 s nothing of it may close before 2,600 s.
    closes = np.full(len(CITY.streets), np.inf)
    closes[CITY.streets.index.get_loc(122)] = closes_s
    _, found = walked(extra_on([102, 103], 2.0, 2.0, inside=[]), closes_at_s=closes)
    assert found.cost.tolist() == [HORIZON - int(closes_s * 10) + 20_000]
    assert found.may_take.tolist() == [may]


def test_a_place_is_never_farther_than_the_longest_walk() -> None:
    park = CITY.places.index.get_loc("E2714000004")
    place = replace(
        SAFE_CORNER,
        kind=(DestinationKind.EMERGENCY_SITE,),
        place_row=np.array([park]),
        capacity=np.array([9]),
    )
    extra = extra_on([102, 103], 2.0, 2.0, inside=[])
    adults, _ = walked(extra, walk_limited=True)
    connector = int(adults.place_connector[park])
    for longest, may in ((20_007 + connector, True), (20_006 + connector, False)):
        people = Departing(np.array([START]), np.array([0]), np.array([7]), np.array([20_000]))
        found = safer_routes(SaferSearch(NETWORK), replace(adults, longest_ticks=longest), place, 0, people)
        assert found.walk.tolist() == [20_000 + connector]
        assert found.may_take.tolist() == [may]


@pytest.mark.parametrize(("longest_extra_s", "may"), [("1000", True), ("999.9", False)])
def test_a_safer_route_is_not_much_longer_than_the_shortest(longest_extra_s, may) -> None:
    # 2,000 s in place of 1,000 s.
    _, found = walked(extra_on([102, 103], 2.0, 2.0, inside=[]), longest_extra_s)
    assert found.may_take.tolist() == [may]


def _cost(adults: ProfileOnNetwork, arcs: list[int]) -> int:
    """Return what a path costs: the definition, arc by arc."""
    assert adults.generalised is not None
    total, outside = 0, False
    for arc in arcs:
        outside = outside or not adults.generalised.in_hazard[arc]
        total += int((adults.generalised.after if outside else adults.generalised.before)[arc])
    return total


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_no_path_costs_less(data) -> None:
    some = st.lists(st.integers(0, 8), min_size=len(CITY.streets), max_size=len(CITY.streets))
    before, again = (np.array(data.draw(some))[NETWORK.arc_street] / 4 for _ in range(2))
    inside = np.array(data.draw(some))[NETWORK.arc_street] > 3
    uphill = np.array(
        data.draw(st.lists(st.integers(0, 3), min_size=NETWORK.n_arcs, max_size=NETWORK.n_arcs))
    )
    adults, found = walked(ExtraCost(before + uphill, before + uphill + again * inside, inside))
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    tails = NETWORK.arc_tail().tolist()
    graph.add_edges_from(
        (u, v, arc) for arc, (u, v) in enumerate(zip(tails, NETWORK.arc_head.tolist(), strict=True))
    )
    paths = [[arc for *_, arc in path] for path in nx.all_simple_edge_paths(graph, START, END)]
    assert len(paths) > 1
    if adults.generalised is None:
        assert not found.may_take.any()
        return
    assert _cost(adults, found.arcs.tolist()) == min(_cost(adults, path) for path in paths)
    assert found.walk.tolist() == [int(adults.ticks[found.arcs].sum())]


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood"])
def test_who_is_served_and_who_is_below_the_reserve_does_not_rest_on_it(scenario_id) -> None:
    names = ("hazard_area", "reentry", "shore", "underpass", "narrow", "dark_steps")
    plain = evacuate(toy_inputs(scenario_id, {f"route.{name}_extra": "0" for name in names}))
    safer = evacuate(toy_inputs(scenario_id, {f"route.{name}_extra": "10" for name in names}))
    kept = ["demand_id", "destination_id", "outcome", "persons", "can_leave_area"]
    assert safer.assignment[kept].equals(plain.assignment[kept])
    assert safer.cost_ticks == plain.cost_ticks
    keys = ["block_id", "profile_id", "destination_id", "depart_s", "persons", "below_reserve"]
    assert safer.routes[keys].equals(plain.routes[keys])
    assert (safer.routes["extra_walk_s"] >= plain.routes["extra_walk_s"]).all()
    walk_s = safer.routes["walk_time_s"] - safer.routes["extra_walk_s"]
    assert np.allclose(walk_s, plain.routes["walk_time_s"] - plain.routes["extra_walk_s"])
