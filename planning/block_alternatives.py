"""Another route for people of one block: to the same destination, sharing as little as can be, in time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.apart import Apart, Asked
from evacuation.clock import NO_LIMIT, departure_ticks, latest_departure_s, seconds_of
from evacuation.growing import closed_for_of, destination_ends
from evacuation.many_apart import routes_apart
from evacuation.one_apart import route_apart
from evacuation.routes import route_lines
from evacuation.tracing import RouteArcs
from evacuation.trees import EndNodes
from planning.block_answer import BlockAnswer
from planning.block_ground import BlockGround, block_row
from planning.block_routes import Alternative, BlockRoute, Group, first_arcs
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan


def with_alternatives(case: Case, plan: Plan, answer: BlockAnswer, ground: BlockGround) -> BlockAnswer:
    """Return the answer for a block with another route of each of its groups.

    Parameters
    ----------
    case, plan, answer
        A case, its plan, and what it says of the block.
    ground
        The network under the plan.

    Returns
    -------
    BlockAnswer
        The same answer, ``alternatives`` filled.
    """
    return replace(
        answer, alternatives=block_alternatives(case, plan, answer.block_id, answer.groups, ground)
    )


def block_alternatives(
    case: Case, plan: Plan, block_id: str, groups: tuple[Group, ...], ground: BlockGround
) -> tuple[Alternative | None, ...]:
    """Return another route of each group of a block.

    Parameters
    ----------
    case, plan, block_id, groups
        A case and its plan, the block and its groups (``planning.block_answer``).
    ground
        The network under the plan.

    Returns
    -------
    tuple[Alternative | None, ...]
        In the order of the groups; None where every route in time is the first one.
    """
    found: dict[tuple[object, ...], Alternative | None] = {}
    for group in groups:
        key = _key(group)
        if key not in found:
            found[key] = _alternative(case, plan, block_id, group, ground)
    return tuple(found[_key(group)] for group in groups)


def many_with_alternatives(
    case: Case, plan: Plan, answers: Sequence[BlockAnswer], ground: BlockGround
) -> list[BlockAnswer]:
    """Return the answers for many blocks with another route of each of their groups, searched by a kernel.

    Parameters
    ----------
    case, plan, answers
        A case, its plan, and what it says of the blocks.
    ground
        The network under the plan.

    Returns
    -------
    list of BlockAnswer
        The same answers, ``alternatives`` filled.
    """
    ends: dict[tuple[str, int], EndNodes] = {}
    asked: dict[tuple[object, ...], Asked] = {}
    for answer in answers:
        for group in answer.groups:
            asked[answer.block_id, *_key(group)] = _asked(case, plan, answer.block_id, group, ground, ends)
    found: dict[tuple[object, ...], Apart | None] = {}
    for profile_id, on_network in ground.on_network.items():
        keys = [key for key in asked if key[1] == profile_id]
        routes = routes_apart(ground.inputs.network, on_network, [asked[key] for key in keys])
        found.update(zip(keys, routes, strict=True))

    def told(block_id: str, group: Group) -> Alternative | None:
        apart = found[block_id, *_key(group)]
        return None if apart is None else _told(case, plan, block_row(case, block_id), group, apart, ground)

    return [
        replace(answer, alternatives=tuple(told(answer.block_id, group) for group in answer.groups))
        for answer in answers
    ]


def _key(group: Group) -> tuple[object, ...]:
    route = group.route
    return (group.profile_id, group.destination.destination_id, route.depart_s, route.street_ids)


def _alternative(
    case: Case, plan: Plan, block_id: str, group: Group, ground: BlockGround
) -> Alternative | None:
    asked = _asked(case, plan, block_id, group, ground, {})
    apart = route_apart(ground.inputs.network, ground.on_network[group.profile_id], asked)
    return None if apart is None else _told(case, plan, block_row(case, block_id), group, apart, ground)


def _asked(
    case: Case,
    plan: Plan,
    block_id: str,
    group: Group,
    ground: BlockGround,
    ends: dict[tuple[str, int], EndNodes],
) -> Asked:
    """Return whose route is asked for; ``ends`` are kept by walking profile and destination."""
    inputs, on_network = ground.inputs, ground.on_network[group.profile_id]
    destinations, row = inputs.destinations, block_row(case, block_id)
    end = destinations.destination_id.index(group.destination.destination_id)
    connector = int(on_network.block_connector[row])
    is_limited = destinations.kind[end] is not DestinationKind.SAFE_AREA
    key = (group.profile_id, end)
    if key not in ends:
        ends[key] = destination_ends(on_network, destinations, end)
    return Asked(
        node=int(inputs.network.block_node[row]),
        leave_ticks=int(departure_ticks(np.array([group.route.depart_s]))[0]) + connector,
        first=first_arcs(plan, block_id, group, ground),
        ends=ends[key],
        closed_for=closed_for_of(on_network, destinations, end),
        allowance=destinations.kind[end] is DestinationKind.REFUGE_BUILDING,
        longest_ticks=on_network.longest_ticks - connector if is_limited else NO_LIMIT,
    )


def _told(case: Case, plan: Plan, row: int, group: Group, apart: Apart, ground: BlockGround) -> Alternative:
    inputs = ground.inputs
    network, on_network = inputs.network, ground.on_network[group.profile_id]
    end = inputs.destinations.destination_id.index(group.destination.destination_id)
    place = int(inputs.destinations.place_row[end])
    arcs = RouteArcs(apart.arcs, np.array([0, apart.arcs.size]))
    connector = int(on_network.block_connector[row])
    walk_s = float(seconds_of(np.array(apart.walk + connector)))
    way_s = float(latest_departure_s(np.array(apart.cost + connector)))
    limit_s = min(way_s, float(inputs.block_reached_s[row]))
    depart_s, known = group.route.depart_s, plan.facts.margin_known
    told = not limits_are_withheld(case, plan)
    streets = network.street_id[network.arc_street[apart.arcs]]
    length_m = float(arcs.sums(network.arc_length_m)[0]) + float(network.block_connector_m[row])
    route = BlockRoute(
        street_ids=tuple(dict.fromkeys(streets.tolist())),
        line=route_lines(network, ground.vertices, arcs, network.block_node[row : row + 1])[0],
        length_m=length_m + (0.0 if place < 0 else float(network.place_connector_m[place])),
        walk_time_s=walk_s, depart_s=depart_s, arrive_s=depart_s + walk_s,
        latest_departure_s=limit_s if told else None,
        margin_s=limit_s - depart_s if known else None,
        below_reserve=known and limit_s - depart_s < case.settings.movement.reserve_s,
        block_reached_first=told and limit_s < way_s,
    )  # fmt: skip
    shared = apart.arcs[apart.shared]
    return Alternative(
        route, float(network.arc_length_m[shared].sum()),
        tuple(dict.fromkeys(network.street_id[network.arc_street[shared]].tolist())),
    )  # fmt: skip
