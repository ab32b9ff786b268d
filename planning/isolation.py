"""What the people of districts and blocks hang on (孤立): the streets without which nobody reaches safety."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.tables.isolation import (
    ISOLATION_MOST,
    BlockIsolation,
    CrossingDependence,
    DistrictIsolation,
    IsolationState,
)
from evacuation.clock import CLOSED, departure_ticks, in_time
from evacuation.isolation import ARC, NAMED_ARC, fewest_arcs, single_ways
from evacuation.network import BoolArray, IntArray
from evacuation.passable import SafetySet, Starts, passable_arcs, safety_sets
from evacuation.profile_on_network import ProfileOnNetwork
from planning.block_ground import BlockGround
from planning.case import Case
from planning.hung_anew import Anew, streets_without_other_way
from planning.plan import Plan

#: Columns of ``Streets`` that make a street something that people know by what it crosses.
_NAMED = ("bridge", "level_crossing", "underpass", "tunnel")


@dataclass(frozen=True, slots=True, eq=False)
class Isolation:
    """What the people of some districts hang on.

    Parameters
    ----------
    districts, blocks
        ``DistrictIsolation`` and ``BlockIsolation``.
    """

    districts: pd.DataFrame
    blocks: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Who walks from where to where: blocks whose people leave, with access node and departure."""

    case: Case
    ground: BlockGround
    on_network: ProfileOnNetwork
    safety: tuple[SafetySet, ...]
    blocks: pd.DataFrame
    arc_weight: IntArray
    anew: Anew


def find_isolation(
    case: Case,
    plan: Plan,
    ground: BlockGround,
    district_ids: Iterable[str] | None = None,
    progress: Callable[[], None] | None = None,
    *,
    anew: bool = True,
) -> Isolation:
    """Return what the people of districts hang on.

    Routes are those of an adult who leaves as late as the last people of his block, to any destination of
    the plan or to ground that no hazard reaches, over streets that are still open then. Seats and
    distances do not count: there are at most as many routes as told, and without the streets told there
    is none. Ways towards ground that water or fire reaches earlier are none, for no plan uses them while
    there are others: who still has one where a street is blocked is told apart (``planning.hung_anew``).

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    district_ids
        Districts; all where None.
    progress
        Told after each district.
    anew
        Whether to find who has no way at all without these streets, with bars laid anew: up to some tenths of
        a second a district in a tsunami or fire, nothing in any other scenario (``tell_anew``).

    Returns
    -------
    Isolation
        A row for each of these districts, and for each of their blocks.
    """
    asked = _asked(case, plan, ground)
    wanted = case.city.districts.index if district_ids is None else sorted(set(district_ids))
    rows, parts = [], []
    for district_id in wanted:
        own = asked.blocks[asked.blocks["district_id"] == district_id]
        row, part = _of_district(asked, str(district_id), own)
        rows.append(row)
        parts.append(part)
        if progress is not None:
            progress()
    districts = pd.DataFrame(rows, columns=["district_id", *DistrictIsolation.columns()])
    told = {name: "int64" for name in DistrictIsolation.columns() if name.endswith(("persons", "blocks"))}
    told |= dict.fromkeys(("ways", "cut_lost_persons", "single_lost_persons"), "Int64")
    districts = districts.astype({"district_id": "str", "state": "str"} | told)
    found = Isolation(
        DistrictIsolation.check(districts.set_index("district_id")),
        BlockIsolation.check(pd.concat(parts)) if parts else BlockIsolation.empty_in(),
    )
    return _told_anew(asked, found) if anew else found


def tell_anew(case: Case, plan: Plan, ground: BlockGround, isolation: Isolation) -> Isolation:
    """Return what people hang on with who of them has no way at all, where nobody had asked for that.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    isolation
        What ``find_isolation`` found.

    Returns
    -------
    Isolation
        As ``find_isolation`` with ``anew`` finds it.
    """
    return _told_anew(_asked(case, plan, ground), isolation)


def find_dependence(case: Case, plan: Plan, ground: BlockGround) -> pd.DataFrame:
    """Return who reaches safety over the bridges or level crossings of one river or railway only.

    Of each of them all bridges and crossings are taken away at once, and everything is searched anew.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.

    Returns
    -------
    pandas.DataFrame
        ``CrossingDependence`` of all districts, most people first.
    """
    asked, streets = _asked(case, plan, ground), case.city.streets
    over = streets.loc[streets["bridge"] | streets["level_crossing"], "crosses"]
    with_node = asked.blocks[(asked.blocks["node"] >= 0) & ~asked.blocks["is_late"]]
    before = _reaches(asked, with_node, asked.on_network)
    rows = []
    for name in sorted(set(over) - {""}):
        taken = (streets["crosses"] == name).to_numpy() & streets.index.isin(over.index)
        without = replace(
            asked.on_network,
            release=np.where(taken[ground.inputs.network.arc_street], CLOSED, asked.on_network.release),
        )
        hung = with_node[before & ~_reaches(asked, with_node, without)]
        out = np.zeros(len(hung), np.bool_)
        if len(hung) and asked.anew.differs:
            out = asked.anew.reach(hung, streets.index[taken])
        of_district = hung.assign(lost=hung["persons"].where(~out, 0)).groupby("district_id")
        for district_id, sums in of_district[["persons", "lost"]].sum().iterrows():
            rows.append((str(district_id), name, int(taken.sum()), int(sums["persons"]), int(sums["lost"])))
    rows.sort(key=lambda row: (-row[3], row[0], row[1]))
    frame = pd.DataFrame(rows, columns=CrossingDependence.columns())
    counts = dict.fromkeys(("streets", "persons", "lost_persons"), "int64")
    frame = frame.astype({"district_id": "str", "crosses": "str"} | counts)
    return CrossingDependence.check(frame.rename_axis("dependence_id"))


def structures(case: Case, street_ids: Iterable[int]) -> list[tuple[int, ...]]:
    """Return streets by what they are in one piece: those of one bridge or crossing together.

    Parameters
    ----------
    case
        The case.
    street_ids
        Ids of streets.

    Returns
    -------
    list of tuple
        Ids of each piece; streets that carry a name and cross the same are one, as the two carriageways
        of a bridge are.
    """
    streets = case.city.streets
    pieces: dict[tuple[object, object], list[int]] = {}
    for street in street_ids:
        one = streets.loc[street]
        is_structure = (one["bridge"] or one["level_crossing"]) and one["name"] and one["crosses"]
        key = (one["name"], one["crosses"]) if is_structure else (street, len(pieces))
        pieces.setdefault(key, []).append(int(street))
    return [tuple(piece) for piece in pieces.values()]


def _asked(case: Case, plan: Plan, ground: BlockGround) -> _Asked:
    inputs = ground.inputs
    on_network, network = ground.on_network[inputs.profiles[0].profile_id], inputs.network
    leaving = plan.demand.groupby("block_id", sort=True).agg(
        persons=("persons", "sum"), departure_s=("departure_s", "max")
    )
    leaving = leaving[leaving["persons"] > 0]
    row = case.city.blocks.index.get_indexer(leaving.index)
    depart = departure_ticks(leaving["departure_s"].to_numpy(np.float64))
    streets = case.city.streets
    named = np.asarray(streets[list(_NAMED)].to_numpy(dtype=bool).any(axis=1), np.bool_)
    return _Asked(
        case, ground, on_network,
        safety_sets(network, on_network, inputs.destinations, inputs.safe_ground),
        leaving.assign(
            district_id=case.city.blocks["district_id"].to_numpy()[row],
            node=network.block_node[row],
            leave=depart + on_network.block_connector[row],
            # Whoever is at home when the hazard is there has no way, however many streets are open.
            is_late=leaving["departure_s"].to_numpy(np.float64) > inputs.block_reached_s[row],
        ),
        np.where(named[network.arc_street], NAMED_ARC, ARC).astype(np.int64)
        if network.has_streets
        else np.zeros(0, np.int64),
        Anew(case, plan, ground),
    )  # fmt: skip


def _of_district(
    asked: _Asked, district_id: str, own: pd.DataFrame
) -> tuple[tuple[object, ...], pd.DataFrame]:
    """Return the row of a district, and those of its blocks."""
    network = asked.ground.inputs.network
    on_street = own[(own["node"] >= 0) & ~own["is_late"]]
    singles: dict[str, tuple[int, ...]] = {}
    corners: dict[str, tuple[int, ...]] = {}
    state = pd.Series(IsolationState.UNKNOWN.value, own.index, dtype="str")
    state[own["is_late"]] = IsolationState.NO_ROUTE.value
    ways: int | None = None
    cut: tuple[int, ...] = ()
    if len(on_street):
        starts = Starts(on_street["node"].to_numpy(np.int64), on_street["leave"].to_numpy(np.int64))
        usable = asked.ground.usable[asked.on_network.profile.profile_id]
        passable = passable_arcs(network, asked.on_network, usable, asked.safety, starts)
        safe = passable.safe[starts.nodes]
        found = single_ways(network, passable, starts.nodes)
        routed = np.array([one is not None for one in found], np.bool_) & ~safe
        state[on_street.index] = np.select(
            [safe, routed],
            [IsolationState.SAFE.value, IsolationState.COUNTED.value],
            IsolationState.NO_ROUTE.value,
        )
        if routed.any():
            cut_found = fewest_arcs(
                network, passable, np.unique(starts.nodes[routed]), asked.arc_weight, most=ISOLATION_MOST
            )
            ways, cut = cut_found.ways, _street_ids(asked, cut_found.arcs)
        for block, one, counts in zip(on_street.index, found, routed, strict=True):
            if counts and one is not None:
                singles[str(block)] = tuple(dict.fromkeys(_street_ids(asked, one.arcs)))
                corners[str(block)] = tuple(network.node_id[list(one.corners)].tolist())
    ids = {
        name: pd.Series([told.get(str(one), ()) for one in own.index], own.index, dtype=object)
        for name, told in (("street_ids", singles), ("node_ids", corners))
    }
    part = own.assign(state=state, lost_street_ids=pd.Series(None, own.index, dtype=object), **ids)
    part = part[BlockIsolation.columns()].astype({"district_id": "str", "persons": "int64"})
    by_state = part.groupby("state")["persons"].sum()
    on_one = part["street_ids"].map(bool).to_numpy(dtype=bool)
    on_corner = part["node_ids"].map(bool).to_numpy(dtype=bool) & ~on_one
    row = (
        district_id, _district_state(set(part["state"])), int(part["persons"].sum()),
        *(int(by_state.get(one.value, 0))
          for one in (IsolationState.SAFE, IsolationState.UNKNOWN, IsolationState.NO_ROUTE)),
        ways, cut, None, int(part.loc[on_one, "persons"].sum()), int(on_one.sum()), None,
        int(part.loc[on_corner, "persons"].sum()), int(on_corner.sum()),
    )  # fmt: skip
    return row, part


def _told_anew(asked: _Asked, found: Isolation) -> Isolation:
    """Return the same, with who has no way at all once bars are laid anew."""
    districts, blocks = found.districts.copy(), found.blocks.copy()
    lost_ids: dict[str, tuple[int, ...]] = {str(block): () for block in blocks.index}
    walks = asked.blocks.reindex(blocks.index)
    for district_id, cut in districts["street_ids"].items():
        is_counted = (blocks["district_id"] == district_id) & (
            blocks["state"] == IsolationState.COUNTED.value
        )
        own = walks[is_counted]
        hangs_on = {str(block): streets for block, streets in blocks.loc[own.index, "street_ids"].items()}
        ids = dict.fromkeys([*cut, *(one for streets in hangs_on.values() for one in streets)])
        lost = streets_without_other_way(asked.anew, own, hangs_on, structures(asked.case, ids))
        lost_ids |= lost
        on_one = [block for block, streets in lost.items() if streets]
        out = np.zeros(len(own), np.bool_)
        if cut and asked.anew.differs:
            out = asked.anew.reach(own, cut)
        districts.loc[district_id, "single_lost_persons"] = int(own.loc[on_one, "persons"].sum())
        districts.loc[district_id, "cut_lost_persons"] = int(own.loc[~out, "persons"].sum()) if cut else 0
    blocks["lost_street_ids"] = pd.Series(lost_ids, blocks.index, dtype=object)
    return Isolation(DistrictIsolation.check(districts), BlockIsolation.check(blocks))


def _district_state(states: set[str]) -> str:
    """Return the state of a district of those of its blocks: what can be counted is told first."""
    for one in (IsolationState.COUNTED, IsolationState.NO_ROUTE, IsolationState.UNKNOWN, IsolationState.SAFE):
        if one.value in states:
            return one.value
    return IsolationState.NOT_CONCERNED.value


def _street_ids(asked: _Asked, arcs: Iterable[int]) -> tuple[int, ...]:
    network = asked.ground.inputs.network
    return tuple(int(network.street_id[network.arc_street[arc]]) for arc in arcs)


def _reaches(asked: _Asked, blocks: pd.DataFrame, on_network: ProfileOnNetwork) -> BoolArray:
    """Return which blocks reach safety in time, shape (blocks,)."""
    inputs = asked.ground.inputs
    node, leave = blocks["node"].to_numpy(np.int64), blocks["leave"].to_numpy(np.int64)
    found = np.zeros(len(blocks), np.bool_)
    for one in safety_sets(inputs.network, on_network, inputs.destinations, inputs.safe_ground):
        found |= in_time(leave, one.cost[node])
    return found
