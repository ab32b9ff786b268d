"""The evacuation stage: search, assignment, tracing, and the tables of its results."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.tables.stages import Assignment
from domain.vocabulary import Departure, Outcome
from evacuation.aims import AimTotals
from evacuation.assignment import Flows
from evacuation.clock import latest_departure_s, seconds_of
from evacuation.destinations import SAFE_AREA_ID
from evacuation.inputs import EvacuationInputs
from evacuation.loads import build_loads
from evacuation.margin import LatestCosts, block_margin, latest_costs
from evacuation.measures import forget_measures
from evacuation.network import FloatArray
from evacuation.pairs import pair_up
from evacuation.placing import demand_options, place_people
from evacuation.price_tables import row_price_table, seat_price_table
from evacuation.routes import StreetVertices, build_routes
from evacuation.search import Found, search_routes
from evacuation.search_memory import Following, SearchMemory
from evacuation.tracing import RouteArcs, Traced, trace_flows
from evacuation.uncoordinated import Uncoordinated, go_to_nearest
from evacuation.unserved import Unserved, explain_unserved


@dataclass(frozen=True, slots=True, eq=False)
class Evacuation:
    """What the stage returns.

    Parameters
    ----------
    node_latest_departure_s
        Latest departure of the first profile to the best destination, regardless of seats
        [s after t0], shape (nodes,).
    demand, margin, assignment, routes, loads
        Tables as in ``domain.tables.stages``; the demand with whoever walks with help and who helps as pairs.
    route_arcs
        Arcs of each row of ``routes``, in its order.
    seat_prices, row_prices
        Prices that prove the assignment, and what one more seat would change
        (``domain.tables.assignment``).
    uncoordinated
        What would come of everybody going to the nearest place without a plan.
    cost_ticks, bound_ticks
        Cost of the assignment over all aims; no assignment costs less than the bound.
    totals, bound_totals
        What the assignment amounts to on each aim, and what none is better than, in the order of the aims.
    """

    node_latest_departure_s: FloatArray
    demand: pd.DataFrame
    margin: pd.DataFrame
    assignment: pd.DataFrame
    routes: gpd.GeoDataFrame
    loads: pd.DataFrame
    route_arcs: RouteArcs
    seat_prices: pd.DataFrame
    row_prices: pd.DataFrame
    uncoordinated: Uncoordinated
    cost_ticks: int
    bound_ticks: int
    totals: AimTotals
    bound_totals: AimTotals


def evacuate(
    inputs: EvacuationInputs, memory: SearchMemory | None = None, vertices: StreetVertices | None = None
) -> Evacuation:
    """Assign everybody who must leave to a destination, with the route and the time that is left.

    Parameters
    ----------
    inputs
        What the stages before give.
    memory
        Trees of plans before on the same network; those of this one are kept there. None for neither.
    vertices
        Vertices of the streets; laid out anew where None.

    Returns
    -------
    Evacuation
        All tables of the stage; the same with a memory and without.
    """
    following = None if memory is None else memory.next_plan()
    inputs, found = pair_up(inputs, search_routes(inputs, following=following))
    with ThreadPoolExecutor(1) as pool:
        # Where people could get to at all, and where they go without a plan, ask for nobody's place.
        limits = pool.submit(_latest_of_profiles, inputs, found, following)
        options = demand_options(inputs, found)
        unled = pool.submit(go_to_nearest, inputs, found, options)
        flows = place_people(inputs, found, options)
        # Nor do causes and prices for anybody's way.
        unserved = pool.submit(lambda: explain_unserved(inputs, found, flows, limits.result()))
        prices = pool.submit(lambda: (seat_price_table(inputs, flows), row_price_table(inputs, flows)))
        traced = trace_flows(inputs, found, flows, None if following is None else following.safer)
        latest, uncoordinated, explained = limits.result(), unled.result(), unserved.result()
        seat_prices, row_prices = prices.result()
    if following is not None:
        following.keep(found.reaches)
    assignment = build_assignment(inputs, found, flows, traced, explained)
    routes = build_routes(inputs, found, traced, vertices, None if memory is None else memory.paths)
    return Evacuation(
        node_latest_departure_s=latest_departure_s(latest[inputs.profiles[0].profile_id].nodes()),
        demand=inputs.demand,
        margin=block_margin(
            inputs.network, inputs.blocks, inputs.demand, routes, latest,
            block_reached_s=inputs.block_reached_s, margin_known=inputs.margin_known,
        ),
        assignment=assignment,
        routes=routes,
        loads=build_loads(assignment, inputs.usable, inputs.profiles, persons_in_reach(inputs, found)),
        route_arcs=traced.arcs,
        seat_prices=seat_prices, row_prices=row_prices,
        uncoordinated=uncoordinated,
        cost_ticks=flows.cost, bound_ticks=flows.certificate.bound, totals=flows.totals,
        bound_totals=flows.bound_totals,
    )  # fmt: skip


def _latest_of_profiles(
    inputs: EvacuationInputs, found: Found, following: Following | None
) -> dict[str, LatestCosts]:
    """Return the latest departures of each walking profile to the best destination."""
    latest = {}
    for profile_id, on_network in found.on_network.items():
        before = None if following is None else following.latest_before(profile_id)
        costs = latest_costs(inputs.network, on_network, inputs.destinations, before)
        if following is not None:
            following.found_latest(profile_id, costs.trees)
        latest[profile_id] = costs
        forget_measures(on_network)
    return latest


def persons_in_reach(inputs: EvacuationInputs, found: Found) -> pd.Series:
    """Return how many people have a route in time to each destination, regardless of its seats.

    Parameters
    ----------
    inputs, found
        What the stage takes, and what its people can reach.

    Returns
    -------
    pandas.Series
        Persons by id of the destination.
    """
    persons = inputs.demand["persons"].to_numpy(np.int64)
    index = pd.Index(inputs.destinations.destination_id, dtype="str")
    return pd.Series(found.choices.feasible @ persons, index, dtype="int64")


def build_assignment(
    inputs: EvacuationInputs, found: Found, flows: Flows, traced: Traced, unserved: Unserved
) -> pd.DataFrame:
    """Return ``Assignment``.

    Parameters
    ----------
    inputs, found, flows, traced, unserved
        What the stage takes, and the results of its parts.

    Returns
    -------
    pd.DataFrame
        ``Assignment``.
    """
    destinations, rows = inputs.destinations, inputs.demand.iloc[flows.row]
    served = flows.destination >= 0
    staying = (rows["departure"] == Departure.NOT_LEAVING.value).to_numpy()
    # One more than there are stands for none, which −1 takes.
    destination_id = pd.array([*destinations.destination_id, ""], dtype="str").take(flows.destination)
    to_safety = np.array([*(one == SAFE_AREA_ID for one in destinations.destination_id), False], np.bool_)
    kinds = np.array([*(Outcome(kind.value) for kind in destinations.kind), ""], dtype=object)[
        flows.destination
    ]
    cause, can_leave = unserved.cause[flows.row], unserved.can_leave[flows.row]
    outcome = np.where(served, np.where(staying, Outcome.NOT_LEAVING, kinds), cause)
    district = np.array([*destinations.district_id, ""], dtype=object)[flows.destination]
    walks = traced.route_of >= 0
    ticks = found.connector[flows.row].astype(np.float64)
    ticks[walks] += traced.walk[traced.route_of[walks]]
    table = pd.DataFrame({
        "demand_id": rows.index.to_numpy(np.int64),
        "block_id": pd.array(rows["block_id"].array, dtype="str"),
        "profile_id": pd.array(rows["profile_id"].array, dtype="str"),
        "departure": pd.array(rows["departure"].array, dtype="str"),
        "destination_id": destination_id,
        "outcome": pd.array(outcome, dtype="str"),
        "persons": flows.persons,
        # One of each pair.
        "helpers": np.where(rows["helpers"].to_numpy() > 0, flows.persons // 2, 0),
        "departure_s": rows["departure_s"].to_numpy(),
        "walk_time_s": np.where(walks, seconds_of(ticks), np.nan),
        "wait_s": np.where(walks, seconds_of(np.append(traced.wait, 0)[traced.route_of]), 0.0),
        "in_district": (district == rows["district_id"].to_numpy(object)) | to_safety[flows.destination],
        "route_id": traced.route_of,
        "can_leave_area": ~served & can_leave,
        # Where the way is unknown nobody knows who gets out: neither of the two is said.
        "cannot_reach_safety": ~served
        & ~can_leave
        & (inputs.safe_ground is not None)
        & (cause != Outcome.WAY_UNKNOWN),
    })  # fmt: skip
    table.index = pd.RangeIndex(len(table), name="row")
    return Assignment.check(table)
