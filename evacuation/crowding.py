"""Everybody of a plan walks at the same time: who waits where, who arrives when, who is held up too long."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.going_on import GoingOn, go_on
from evacuation.clock import departure_ticks, seconds_of
from evacuation.crowd_links import Ways
from evacuation.crowd_memory import CrowdMemory
from evacuation.crowd_walk import WalkedCrowd, walk_alone_by, walk_crowd
from evacuation.destinations import SAFE_AREA_ID
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.queue_state import ARRIVED, NEVER, QueueStreets
from evacuation.network import BoolArray, FloatArray, IntArray
from evacuation.queue_streets import last_ticks, street_queues, with_windows
from evacuation.route_links import arcs_of_paths
from evacuation.speeds import arc_ticks, connector_ticks, walking_speed_m_s


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """A plan's people in the streets, one row a person.

    Parameters
    ----------
    streets, ways
        The network as queues, and the routes over it.
    route
        Route of each person, a row of ``Routes``, shape (walkers,).
    leaves
        When he stands at the street, his connector walked [0.1 s after t0], shape (walkers,).
    walk
        What became of him.
    alone, alone_arrived
        When he would arrive if nobody else walked [0.1 s after t0], waits for openings counted, and whether
        he would arrive at all, in time or not, shape (walkers,).
    late
        Whether he arrives after the deadline of his profile, shape (walkers,).
    alone_missed
        Whether he would miss a limit even if nobody else walked, shape (walkers,).
    """

    streets: QueueStreets
    ways: Ways
    route: IntArray
    leaves: IntArray
    walk: WalkedCrowd
    alone: IntArray
    alone_arrived: BoolArray
    late: BoolArray
    alone_missed: BoolArray

    @property
    def arrived(self) -> BoolArray:
        """Who arrives at all, in time or not, shape (walkers,)."""
        return self.walk.outcome == ARRIVED

    @property
    def missed(self) -> BoolArray:
        """Who does not arrive, or too late, shape (walkers,)."""
        return ~self.arrived | self.late


def crowd_of(
    inputs: EvacuationInputs, routes: pd.DataFrame, departures_s: FloatArray | None = None,
    *, memory: CrowdMemory | None = None, going_on: GoingOn = go_on,
) -> Crowd:  # fmt: skip
    """Let all people of a plan's routes walk at the same time.

    Parameters
    ----------
    inputs
        What the evacuation stage took: network, closings, places, profiles, settings.
    routes
        ``Routes``.
    departures_s
        When each person of each route leaves, route after route [s after t0], shape (persons,); all of a
        route at its ``depart_s`` where None.
    memory
        What became of people of walks before; it changes nothing of the answer.
    going_on
        Called now and then; what it raises ends the walk.

    Returns
    -------
    Crowd
        Everybody's walk.
    """
    network, settings = inputs.network, inputs.settings
    n_places = network.place_node.size
    closes = inputs.passage.place_closes_at_s
    streets = street_queues(
        network, inputs.streets, inputs.passage.closes_at_s,
        inputs.usable["opens_at_s"].to_numpy(np.float64),
        closes if closes.size else np.full(n_places, np.inf), inputs.block_reached_s, settings.crowding,
    )  # fmt: skip
    ways, connector = _ways(inputs, routes, inputs.usable.index)
    route, depart_s = _people(routes, departures_s)
    # Whoever leaves earlier than the plan has him leave may meet a window that is over for the plan.
    windows = inputs.passage.windows.still_to_come(
        float(depart_s.min(initial=np.inf)), inputs.passage.closes_at_s
    )
    if windows.street.size:
        reserve_s = settings.movement.reserve_s
        streets = with_windows(streets, network, windows, inputs.passage.closes_at_s, reserve_s)
    leaves = departure_ticks(depart_s) + connector[route]
    walk = walk_crowd(streets, ways, route, leaves, memory=memory, going_on=going_on)
    deadline = _deadlines(inputs, routes)[route]
    walked, through = walk_alone_by(streets, ways, route, leaves)
    arrives = np.maximum(walked, _opens(streets, ways)[route])
    through &= arrives <= _door_closes(streets, ways)[route]
    late = (walk.outcome == ARRIVED) & (walk.ended > deadline)
    return Crowd(streets, ways, route, leaves, walk, arrives, through, late, ~through | (arrives > deadline))


def _people(routes: pd.DataFrame, departures_s: FloatArray | None) -> tuple[IntArray, FloatArray]:
    """Return the route and departure [s after t0] of everybody; who leaves a house together goes mixed."""
    persons = routes["persons"].to_numpy(np.int64)
    route = np.repeat(np.arange(len(routes)), persons)
    number = np.arange(route.size) - np.repeat(np.cumsum(persons) - persons, persons)
    mixed = np.argsort((2 * number + 1) / np.maximum(persons, 1)[route], kind="stable")
    depart_s = routes["depart_s"].to_numpy(np.float64)[route]
    if departures_s is not None:
        depart_s = departures_s
    return route[mixed], depart_s[mixed]


def _ways(inputs: EvacuationInputs, routes: pd.DataFrame, place_id: pd.Index) -> tuple[Ways, IntArray]:
    """Return the routes over links, and the walk from each block to its street [0.1 s], shape (routes,)."""
    network, settings = inputs.network, inputs.settings
    arcs = arcs_of_paths(network, routes["node_path"].tolist(), routes["street_path"].tolist())
    block = inputs.blocks.index.get_indexer(pd.Index(routes["block_id"])).astype(np.int64)
    to_place = (routes["destination_id"] != SAFE_AREA_ID).to_numpy(np.bool_)
    place = place_id.get_indexer(pd.Index(routes["destination_id"])).astype(np.int64)
    profile_of = routes["profile_id"].to_numpy(object)
    end = arcs.offsets[1:] + np.cumsum(to_place)
    link, ticks = np.zeros((2, int(end[-1]) if end.size else 0), np.int64)
    connector = np.zeros(len(routes), np.int64)
    is_door = np.zeros(link.size, np.bool_)
    is_door[end[to_place] - 1] = True
    link[~is_door], link[is_door] = arcs.arcs, network.n_arcs + place[to_place]
    of_link = np.repeat(np.arange(len(routes)), np.diff(arcs.offsets) + to_place)
    for profile in inputs.profiles:
        mine = profile_of == profile.profile_id
        if not mine.any():
            continue
        speed = walking_speed_m_s(profile, inputs.day_time, settings) * settings.crowding.free_speed_factor
        of_arc = arc_ticks(network, inputs.streets, speed, settings, inputs.passage.slow_water_m)
        of_all = np.concatenate([of_arc, connector_ticks(network.place_connector_m, speed)])
        at = mine[of_link]
        ticks[at] = of_all[link[at]]
        connector[mine] = connector_ticks(network.block_connector_m[block[mine]], speed)
    return Ways(link, np.maximum(ticks, 1), end.astype(np.int64), block), connector


def _deadlines(inputs: EvacuationInputs, routes: pd.DataFrame) -> IntArray:
    """Return the last tick at which the people of each route are in time, shape (routes,)."""
    passage, by_profile = inputs.passage, {}
    for profile in inputs.profiles:
        deadline_s = min(passage.deadline_s, passage.storm_wind_s - profile.wind_lead_s)
        by_profile[profile.profile_id] = int(last_ticks(np.array([deadline_s]))[0])
    return np.array([by_profile[one] for one in routes["profile_id"]], np.int64)


def _last_links(ways: Ways) -> IntArray:
    """Return the last link of each route, −1 where it has none, shape (routes,)."""
    return np.where(ways.end > ways.starts, np.append(ways.link, -1)[ways.end - 1], -1)


def _opens(streets: QueueStreets, ways: Ways) -> IntArray:
    """Return before when nobody leaves the last link of each route, shape (routes,)."""
    return np.append(streets.opens, -NEVER)[_last_links(ways)]


def _door_closes(streets: QueueStreets, ways: Ways) -> IntArray:
    """Return the last tick of the last link of each route, shape (routes,)."""
    return np.append(streets.closes[streets.link_gate], NEVER)[_last_links(ways)]


def share_of(persons: IntArray, share: float) -> IntArray:
    """Return how many people are at least a share of all who walk, those who never arrive among them.

    Parameters
    ----------
    persons
        People who walk, of any shape.
    share
        Above 0, at most 1.

    Returns
    -------
    IntArray
        In the same shape.
    """
    return np.ceil(np.round(share * persons, 6)).astype(np.int64)


def _share_arrived_s(arrivals: IntArray, persons: int, share: float) -> float:
    """Return when a share of people has arrived [s after t0], NaN where so many never arrive."""
    needed = int(share_of(np.array(persons), share))
    if not 0 < needed <= arrivals.size:
        return float("nan")
    return float(seconds_of(np.partition(arrivals, needed - 1)[needed - 1]))


def clearance_s(crowd: Crowd, share: float) -> float:
    """Return when a share of everybody who walks has arrived [s after t0].

    Parameters
    ----------
    crowd
        Everybody's walk.
    share
        Above 0, at most 1, of all who walk: who never arrives is counted among them.

    Returns
    -------
    float
        NaN where so many never arrive.
    """
    return _share_arrived_s(crowd.walk.ended[crowd.arrived], crowd.route.size, share)


def alone_clearance_s(crowd: Crowd, share: float) -> float:
    """Return when a share of everybody who walks would have arrived if nobody else walked [s after t0].

    Parameters
    ----------
    crowd
        Everybody's walk.
    share
        As in ``clearance_s``.

    Returns
    -------
    float
        NaN where so many would never arrive even alone.
    """
    return _share_arrived_s(crowd.alone[crowd.alone_arrived], crowd.route.size, share)
