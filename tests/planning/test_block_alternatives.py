"""Another route of a block in the toy city: the ring over the bridge 121; drawing in ``toy_city.build``."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from planning.block_alternatives import block_alternatives, many_with_alternatives, with_alternatives
from planning.block_answer import block_answer
from planning.block_ground import block_ground
from tests.made import make_toy

CASE, PLAN = make_toy("toy-tsunami-night")
GROUND = block_ground(CASE, PLAN)
C = "M271411-C"


def test_the_other_route_shares_what_it_must_and_is_told_by_its_own_times():
    answer = with_alternatives(CASE, PLAN, block_answer(CASE, PLAN, C, GROUND), GROUND)
    (group,), (other,) = answer.groups, answer.alternatives
    # C (900, 0) goes east over 102 and 103; the other way leads back over 102 to the bridge 121 and along
    # 112 and 113 above: nothing is shared. 400 + 500 + 500 + 400 m from C to (1,400, 500) at 1 m/s.
    assert set(group.route.street_ids) & set(other.route.street_ids) <= {102}
    assert other.shared_m == 0.0
    assert 121 in other.route.street_ids
    assert other.route.walk_time_s > group.route.walk_time_s
    assert other.route.arrive_s == other.route.depart_s + other.route.walk_time_s
    assert other.route.depart_s == group.route.depart_s
    assert other.route.margin_s == other.route.latest_departure_s - other.route.depart_s
    assert other.route.line.length == pytest.approx(other.route.length_m - _connector(C), abs=1.0)


def _connector(block):
    return float(CASE.network.block_connector_m[CASE.city.blocks.index.get_loc(block)])


def test_every_answer_is_a_path_of_networkx_that_no_other_beats():
    graph = nx.Graph(PLAN.graph(CASE))
    for block in CASE.city.blocks.index:
        groups = block_answer(CASE, PLAN, block, GROUND).groups
        for group, other in zip(groups, block_alternatives(CASE, PLAN, block, groups, GROUND), strict=True):
            if other is None:
                continue
            assert other.route.latest_departure_s >= group.route.depart_s
            assert set(other.shared_street_ids) <= set(group.route.street_ids)
            rows = CASE.city.streets.loc[list(other.route.street_ids)]
            assert nx.is_connected(graph.edge_subgraph(
                (u, v) for u, v, street in graph.edges(data="street_id") if street in rows.index
            ))  # fmt: skip


def test_people_who_leave_alike_are_asked_for_once_and_late_people_have_none():
    groups = block_answer(CASE, PLAN, C, GROUND).groups
    twice = block_alternatives(CASE, PLAN, C, (*groups, *groups), GROUND)
    assert twice[0] is twice[len(groups)]
    route = groups[0].route
    limit = block_alternatives(CASE, PLAN, C, groups, GROUND)[0].route.latest_departure_s
    routes = PLAN.routes.assign(depart_s=PLAN.routes["depart_s"] + 0.0)
    for late_s, is_there in ((limit, True), (limit + 0.1, False)):
        if not np.isfinite(limit):
            break
        late = replace(groups[0], route=replace(route, depart_s=late_s))
        rows = routes.assign(depart_s=routes["depart_s"].where(routes["block_id"] != C, late_s))
        (found,) = block_alternatives(CASE, replace(PLAN, routes=rows), C, (late,), GROUND)
        assert (found is not None) == is_there


def test_many_blocks_at_once_have_the_answers_of_each():
    answers = [block_answer(CASE, PLAN, block, GROUND) for block in CASE.city.blocks.index]
    at_once = many_with_alternatives(CASE, PLAN, answers, GROUND)
    for answer, many in zip(answers, at_once, strict=True):
        single = with_alternatives(CASE, PLAN, answer, GROUND)
        assert many.block_id == answer.block_id
        for one, other in zip(single.alternatives, many.alternatives, strict=True):
            assert (one is None) == (other is None)
            if one is not None:
                assert (one.shared_m, one.route.walk_time_s) == (other.shared_m, other.route.walk_time_s)
