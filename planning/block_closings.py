"""What closes on the way of a block's people: which street, when, why, and where it lies."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from evacuation.clock import latest_departure_s
from evacuation.network import Int32Array
from evacuation.on_the_way import AT_END, BY_DEADLINE, ArcClosing, closings_on
from planning.block_ground import BlockGround, block_row
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Closing:
    """Something on a route that closes.

    Parameters
    ----------
    reason
        Why, a key below ``closure.``.
    closes_at_s
        When [s after t0].
    street_id
        The street; −1 where it is the block itself, the destination, or the time by which everybody must
        have arrived.
    at_block, at_end, by_deadline
        Which of them it is.
    name, crosses
        The street's name, and what its bridge or crossing leads over; empty for none.
    is_bridge, is_crossing
        Whether it is a bridge or a level crossing.
    meets
        Names of the streets at its ends.
    town
        Town that it lies in or next to; empty where it is no street.
    at_m
        Where people step off it: x and y [m]; None where it is no street.
    """

    reason: str
    closes_at_s: float
    street_id: int = -1
    at_block: bool = False
    at_end: bool = False
    by_deadline: bool = False
    name: str = ""
    crosses: str = ""
    is_bridge: bool = False
    is_crossing: bool = False
    meets: tuple[str, ...] = ()
    town: str = ""
    at_m: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class RouteClosings:
    """What closes on a route.

    Parameters
    ----------
    first
        What closes first, of several at once what people pass first; None where nothing does.
    deciding
        What decides by when people must have left; None where nothing closes, or limits are withheld.
        The block itself, where the hazard reaches it before a street of the route shuts its people in.
    all_at_once
        Whether all its streets close at the same time.
    """

    first: Closing | None
    deciding: Closing | None
    all_at_once: bool


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Who walks where: block, walking profile, position of the destination, arcs of the route.

    ``reached_s`` is when the hazard reaches the block itself, where that is their limit; else +inf.
    ``waits``: they wait for a street to open, and go on until it closes for good.
    """

    block_id: str
    profile_id: str
    destination: int
    arcs: Int32Array
    reached_s: float = np.inf
    waits: bool = False


def route_closings(case: Case, plan: Plan, ground: BlockGround, walk: Walk) -> RouteClosings:
    """Return what closes on a route first, and what decides its limit.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    walk
        Who walks where.

    Returns
    -------
    RouteClosings
        Times are seconds after t0.
    """
    network, on_network = ground.inputs.network, ground.on_network[walk.profile_id]
    place = int(ground.inputs.destinations.place_row[walk.destination])
    end_s = ground.inputs.passage.place_closes_at_s[place] if place >= 0 else np.inf
    closes_at_s = ground.inputs.passage.closes_at_s if walk.waits else ground.closes_at_s
    found = closings_on(
        closes_at_s[network.arc_street[walk.arcs]],
        on_network.ticks[walk.arcs],
        connector_ticks=int(on_network.block_connector[block_row(case, walk.block_id)]),
        end_ticks=int(on_network.place_connector[place]) if place >= 0 else 0,
        end_s=float(end_s),
        deadline_s=float(latest_departure_s(np.array(on_network.deadline_release))),
    )

    def named(one: ArcClosing | None) -> Closing | None:
        return None if one is None else _named(case, plan, ground, walk.arcs, one)

    deciding = None if limits_are_withheld(case, plan) else named(found.deciding)
    if np.isfinite(walk.reached_s):
        deciding = Closing(case.scenario.deadline.value, walk.reached_s, at_block=True)
    return RouteClosings(named(found.first), deciding, found.all_at_once)


def _named(case: Case, plan: Plan, ground: BlockGround, arcs: Int32Array, one: ArcClosing) -> Closing:
    by_rule = case.scenario.deadline.value
    if one.arc in {AT_END, BY_DEADLINE}:
        return Closing(by_rule, one.closes_at_s, at_end=one.arc == AT_END, by_deadline=one.arc == BY_DEADLINE)
    network = ground.inputs.network
    arc = int(arcs[one.arc])
    row, head = int(network.arc_street[arc]), int(network.arc_head[arc])
    return replace(
        named_street(case, int(network.street_id[row])),
        reason=str(plan.street_exposure["reason"].iloc[row]),
        closes_at_s=one.closes_at_s,
        at_m=(float(network.x_m[head]), float(network.y_m[head])),
    )


def named_street(case: Case, street_id: int) -> Closing:
    """Return a street by what people know it by; nothing is said of a closing.

    Parameters
    ----------
    case
        The case.
    street_id
        Id of the street.

    Returns
    -------
    Closing
        Its name, what it crosses and meets, and its town; ``closes_at_s`` is +inf.
    """
    streets = case.city.streets
    row = int(streets.index.get_indexer(pd.Index([street_id]))[0])
    street = streets.iloc[row]
    return Closing(
        reason="", closes_at_s=np.inf, street_id=street_id,
        name=str(street["name"]), crosses=str(street["crosses"]),
        is_bridge=bool(street["bridge"]), is_crossing=bool(street["level_crossing"]),
        meets=_meets(case, row),
        town=_town(case, street["geometry"]),
    )  # fmt: skip


def _meets(case: Case, row: int) -> tuple[str, ...]:
    """Return the names of other streets at the ends of a street, each once."""
    streets = case.city.streets
    u, v, names = (streets[column].to_numpy() for column in ("u", "v", "name"))
    ends = (u[row], v[row])
    near = np.isin(u, ends) | np.isin(v, ends)
    return tuple(dict.fromkeys(str(name) for name in names[near] if name and name != names[row]))


def _town(case: Case, line: shapely.LineString) -> str:
    """Return the town of the block nearest to the middle of a street; of several the first."""
    middle = shapely.line_interpolate_point(line, 0.5, normalized=True)
    nearest = case.city.blocks.sindex.nearest(middle, return_all=True)[1]
    return str(case.city.blocks["town"].iloc[int(nearest.min())]) if nearest.size else ""
