"""Routes of one block: of the plan, and to the second destination, with what closes on the way."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from domain.vocabulary import SERVED_OUTCOMES, DestinationKind, PlaceStanding
from evacuation.clock import departure_ticks, latest_departure_s, seconds_of
from evacuation.destinations import SAFE_AREA_ID
from evacuation.ground import slow_water_m
from evacuation.network import Int32Array
from evacuation.on_the_way import arcs_of_path
from evacuation.routes import route_lines
from evacuation.rows import WalkingRows
from evacuation.second_choice import FirstChoice, Openness, SecondChoice, second_choices
from evacuation.speeds import wading_factor
from evacuation.tracing import RouteArcs
from planning.block_closings import RouteClosings, Walk, route_closings
from planning.block_ground import BlockGround, block_row
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan
from shelters.told_kind import told_kinds


@dataclass(frozen=True, slots=True, eq=False)
class BlockRoute:
    """A route from a block to a destination.

    Parameters
    ----------
    street_ids, line
        Its streets in walking order, and its line in the bundle's CRS [m].
    length_m, walk_time_s
        Length and walk, connectors included.
    extra_walk_s
        What the walk is longer than the shortest to the same destination, to be safer or open longer [s];
        0 for a way out of the area, which has no destination of its own.
    wait_s, opens_at_s, opening_street
        How long its people stand before streets that are shut [s]; when the last of those opens [s after t0]
        and its id, None where nobody waits.
    depart_s, arrive_s
        When its people leave and arrive [s after t0].
    latest_departure_s, margin_s
        When they must have left by this very route [s after t0; +inf no limit]; None where limits are
        withheld (``planning.limits``). What that leaves after their departure [s]; None where no
        margins are computed.
    block_reached_first
        Whether it is the block itself, not a street, that the hazard reaches at the limit.
    below_reserve
        Whether that is less than the reserve; False where it is not known.
    closings
        What closes on the way; None where it was not asked for.
    in_slow_water
        Whether a part of it counts as walked in slow water (``movement.wading_loss_per_m``).
    """

    street_ids: tuple[int, ...]
    line: Any
    length_m: float
    walk_time_s: float
    depart_s: float
    arrive_s: float
    latest_departure_s: float | None
    margin_s: float | None
    below_reserve: bool
    block_reached_first: bool = False
    extra_walk_s: float = 0.0
    wait_s: float = 0.0
    opens_at_s: float | None = None
    opening_street: int | None = None
    closings: RouteClosings | None = None
    in_slow_water: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Destination:
    """Where people are led.

    Parameters
    ----------
    destination_id, kind
        Id of the place or ``safe_area``, and what it is called (``shelters.told_kind``).
    standing
        What the place is in the scenario; usable on safe ground.
    capacity_persons
        Seats; None without limit.
    assigned_persons
        Seats that the plan gives to everybody; 0 on safe ground, where nobody counts.
    in_district
        Whether it lies in the block's own district; True on safe ground.
    """

    destination_id: str
    kind: DestinationKind
    standing: PlaceStanding
    capacity_persons: int | None
    assigned_persons: int
    in_district: bool

    @property
    def is_to_confirm(self) -> bool:
        """Whether nobody knows yet if the place can be used (要確認)."""
        return self.standing is PlaceStanding.TO_CONFIRM

    @property
    def free_persons(self) -> int | None:
        """Seats that the plan leaves; None without limit."""
        return None if self.capacity_persons is None else self.capacity_persons - self.assigned_persons


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """People of a block who walk alike, leave together and go to the same destination.

    ``in_pairs`` are people who walk with help, each with a helper of the block who is one of ``persons``.
    """

    profile_id: str
    departure: str
    persons: int
    destination: Destination
    route: BlockRoute
    in_pairs: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class SecondDestination:
    """The best other destination of a group, if the first is full or shut.

    ``is_full`` says that the plan leaves no seat at any other: it is the best of all, and as full.
    ``shared_street_ids`` are the streets that its route has in common with the first, in walking order.
    """

    destination: Destination
    route: BlockRoute
    is_full: bool = False
    shared_street_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """Another route of a group to its destination.

    Parameters
    ----------
    route
        The other route; nothing is said of closings on it.
    shared_m
        Length that it has in common with the first [m]; the connectors at both ends do not count.
    shared_street_ids
        Streets in common, in walking order.
    """

    route: BlockRoute
    shared_m: float
    shared_street_ids: tuple[int, ...]


def block_groups(case: Case, plan: Plan, own: pd.DataFrame, ground: BlockGround | None) -> tuple[Group, ...]:
    """Return the people of a block who leave, with destination and route.

    Parameters
    ----------
    case, plan
        A case and its plan.
    own
        Rows of ``Assignment`` of the block.
    ground
        The network under the plan; without it nothing is said of closings on the way.

    Returns
    -------
    tuple[Group, ...]
        Larger groups first.
    """
    walking = own[own["outcome"].isin([str(outcome) for outcome in SERVED_OUTCOMES])]
    order = {profile.profile_id: i for i, profile in enumerate(walking_profiles(case.settings))}
    rows = walking.to_dict(orient="records")
    rows.sort(
        key=lambda row: (-row["persons"], order[row["profile_id"]], row["departure"], row["destination_id"])
    )
    return tuple(
        Group(
            profile_id=str(row["profile_id"]),
            departure=str(row["departure"]),
            persons=int(row["persons"]),
            destination=_destination(
                case, plan, str(row["destination_id"]), in_district=bool(row["in_district"])
            ),
            route=_planned_route(case, plan, row, ground),
            in_pairs=bool(row["helpers"]),
        )
        for row in rows
    )


def first_arcs(plan: Plan, block_id: str, group: Group, ground: BlockGround) -> Int32Array:
    """Return the arcs of a group's planned route, in walking order.

    Parameters
    ----------
    plan, block_id, group
        A plan, one of its blocks, and people of it.
    ground
        The network under the plan.

    Returns
    -------
    Int32Array
        Arcs of the network.
    """
    rows = plan.routes
    own = rows[
        (rows["block_id"] == block_id)
        & (rows["profile_id"] == group.profile_id)
        & (rows["destination_id"] == group.destination.destination_id)
        & (rows["depart_s"] == group.route.depart_s)
    ]
    paths = zip(own["node_path"], own["street_path"], strict=True)
    nodes, streets = next(
        (nodes, streets) for nodes, streets in paths if tuple(streets) == group.route.street_ids
    )
    return arcs_of_path(ground.inputs.network, np.array(nodes, np.int64), np.array(streets, np.int64))


def second_destinations(
    case: Case, plan: Plan, block_id: str, groups: tuple[Group, ...], ground: BlockGround
) -> tuple[SecondDestination | None, ...]:
    """Return where each group goes if its destination is full or shut; None where none can be reached.

    The best one with a free seat, those known to be usable before those to confirm; where the plan
    leaves none, the best of all, which is told as full: whoever finds a door shut must go somewhere.

    Parameters
    ----------
    case, plan, block_id, groups
        A case and its plan, the block and its groups.
    ground
        The network under the plan.

    Returns
    -------
    tuple[SecondDestination | None, ...]
        In the order of the groups.
    """
    found: list[SecondDestination | None] = [None] * len(groups)
    position = {destination: i for i, destination in enumerate(ground.inputs.destinations.destination_id)}
    for profile_id in {group.profile_id for group in groups}:
        mine = [i for i, group in enumerate(groups) if group.profile_id == profile_id]
        rows = _walking_rows(case, block_id, [groups[i] for i in mine], ground)
        firsts = [
            FirstChoice(k, position[groups[i].destination.destination_id], groups[i].persons)
            for k, i in enumerate(mine)
        ]
        # Of places that are all full none is fuller than the others.
        for free, is_full in ((ground.free, False), (np.where(ground.free == 0, 1, ground.free), True)):
            left = [one for one in firsts if found[mine[one.row]] is None]
            choices = second_choices(
                ground.inputs, ground.on_network[profile_id], rows, left, Openness(free, ground.to_confirm),
                usable=ground.usable[profile_id],
            ) if left else []  # fmt: skip
            for one, choice in zip(left, choices, strict=True):
                if choice is not None:
                    i = mine[one.row]
                    second = _second(case, plan, block_id, groups[i], choice, ground)
                    found[i] = replace(second, is_full=is_full)
    return tuple(found)


def _walking_rows(case: Case, block_id: str, groups: list[Group], ground: BlockGround) -> WalkingRows:
    on_network, blocks = ground.on_network[groups[0].profile_id], case.city.blocks
    block = np.full(len(groups), blocks.index.get_loc(block_id), np.int64)
    connector = on_network.block_connector[block]
    leave = departure_ticks(np.array([group.route.depart_s for group in groups]))
    return WalkingRows(
        row=np.arange(len(groups)), block_row=block, node=ground.inputs.network.block_node[block],
        connector_ticks=connector, leave_ticks=leave + connector,
        district_id=np.full(len(groups), str(blocks["district_id"].iloc[block[0]]), object),
        destination_in_time=np.ones(len(groups), np.bool_),
    )  # fmt: skip


def _destination(case: Case, plan: Plan, destination_id: str, *, in_district: bool) -> Destination:
    if destination_id == SAFE_AREA_ID:
        safe, usable = DestinationKind.SAFE_AREA, PlaceStanding.USABLE
        return Destination(destination_id, safe, usable, None, 0, in_district=True)
    seats: dict[Any, Any] = plan.loads.loc[[destination_id]].to_dict(orient="records")[0]
    place = plan.usable_places.loc[[destination_id]]
    return Destination(
        destination_id=destination_id,
        kind=DestinationKind(told_kinds(case.city.places, place).iloc[0]),
        standing=PlaceStanding(place["standing"].iloc[0]),
        capacity_persons=int(seats["capacity_persons"]),
        assigned_persons=int(seats["assigned_persons"]),
        in_district=in_district,
    )


def _awaited(plan: Plan, route: dict[Any, Any]) -> tuple[float | None, int | None]:
    """Return when the last street opens that people of a route wait for, and its id."""
    if not route["wait_s"]:
        return None, None
    opens = plan.street_exposure["opens_at_s"].reindex(list(route["street_path"])).dropna()
    opens = opens[opens > route["depart_s"]]
    return (float(opens.max()), int(opens.idxmax())) if len(opens) else (None, None)


def _in_slow_water(case: Case, plan: Plan, route: dict[Any, Any]) -> bool:
    """Whether people are counted as slower somewhere on a route because of inland water."""
    streets = plan.street_exposure.loc[list(route["street_path"])]
    slows = wading_factor(slow_water_m(streets, case.scenario), case.settings) < 1.0
    return bool(slows.any())


def _planned_route(case: Case, plan: Plan, row: dict[Any, Any], ground: BlockGround | None) -> BlockRoute:
    """Return the route of an assignment row, just as the table of routes has it."""
    route: dict[Any, Any] = plan.routes.loc[[row["route_id"]]].to_dict(orient="records")[0]
    known = plan.facts.margin_known
    latest_s = float(route["latest_departure_s"])
    told = not limits_are_withheld(case, plan)
    opens_at_s, opening_street = _awaited(plan, route)
    plain = BlockRoute(
        street_ids=tuple(int(street) for street in route["street_path"]), line=route["geometry"],
        length_m=float(route["length_m"]), walk_time_s=float(route["walk_time_s"]),
        extra_walk_s=float(route["extra_walk_s"]), wait_s=float(route["wait_s"]), opens_at_s=opens_at_s,
        opening_street=opening_street,
        depart_s=float(route["depart_s"]), arrive_s=float(route["arrive_s"]),
        latest_departure_s=latest_s if told else None,
        margin_s=latest_s - float(route["depart_s"]) if known else None,
        below_reserve=known and bool(route["below_reserve"]),
        block_reached_first=told and bool(route["block_reached_first"]),
        in_slow_water=_in_slow_water(case, plan, route),
    )  # fmt: skip
    if ground is None:
        return plain
    arcs = arcs_of_path(
        ground.inputs.network, np.array(route["node_path"], np.int64), np.array(plain.street_ids, np.int64)
    )
    destination = ground.inputs.destinations.destination_id.index(str(row["destination_id"]))
    walk = Walk(
        str(row["block_id"]), str(row["profile_id"]), destination, arcs, _reached_s(plain), plain.wait_s > 0
    )
    return replace(plain, closings=route_closings(case, plan, ground, walk))


def _reached_s(route: BlockRoute) -> float:
    """Return when the hazard reaches the block, where that is the limit of its people; else +inf."""
    limit_s = route.latest_departure_s
    return limit_s if route.block_reached_first and limit_s is not None else math.inf


def _second(
    case: Case, plan: Plan, block_id: str, group: Group, choice: SecondChoice, ground: BlockGround
) -> SecondDestination:
    network, destinations = ground.inputs.network, ground.inputs.destinations
    place_row, known = int(destinations.place_row[choice.destination]), plan.facts.margin_known
    row = block_row(case, block_id)
    node = network.block_node[row : row + 1]
    arcs = RouteArcs(choice.arcs, np.array([0, choice.arcs.size]))
    line = route_lines(network, ground.vertices, arcs, node)[0]
    streets = network.street_id[network.arc_street[choice.arcs]].tolist()
    walk_s = float(seconds_of(np.array(choice.walk)))
    way_s = float(latest_departure_s(np.array(choice.cost)))
    reached_s = float(ground.inputs.block_reached_s[row])
    latest_s = min(way_s, reached_s)
    told = not limits_are_withheld(case, plan)
    length_m = float(arcs.sums(network.arc_length_m)[0]) + float(network.block_connector_m[row])
    depart_s = group.route.depart_s
    plain = BlockRoute(
        street_ids=tuple(dict.fromkeys(streets)), line=line,
        length_m=length_m + (0.0 if place_row < 0 else float(network.place_connector_m[place_row])),
        walk_time_s=walk_s, extra_walk_s=float(seconds_of(np.array(choice.walk - choice.shortest))),
        depart_s=depart_s, arrive_s=depart_s + walk_s,
        latest_departure_s=latest_s if told else None,
        margin_s=latest_s - depart_s if known else None,
        below_reserve=known
        and (not choice.in_reserve or reached_s - depart_s < case.settings.movement.reserve_s),
        block_reached_first=told and reached_s < way_s,
    )  # fmt: skip
    destination_id = destinations.destination_id[choice.destination]
    own = destinations.district_id[choice.destination] == str(case.city.blocks["district_id"].iloc[row])
    walk = Walk(block_id, group.profile_id, choice.destination, choice.arcs, _reached_s(plain))
    first = first_arcs(plan, block_id, group, ground)
    both = choice.arcs[np.isin(choice.arcs, np.concatenate([first, network.arc_reverse[first]]))]
    return SecondDestination(
        _destination(case, plan, destination_id, in_district=own),
        replace(plain, closings=route_closings(case, plan, ground, walk)),
        shared_street_ids=tuple(dict.fromkeys(network.street_id[network.arc_street[both]].tolist())),
    )
