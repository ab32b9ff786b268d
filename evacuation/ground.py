"""What the streets of a scenario allow: safe ground, barred arcs, and whether margins are known."""

from dataclasses import dataclass
from typing import Protocol

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.scenario import HazardScenario
from domain.vocabulary import DayTime, DeadlineKind, HazardKind, Phase, ZoneType
from evacuation.bars import (
    ARRIVAL_KINDS,
    bar_into_zone,
    bar_towards_arrival,
    bars_follow_closings,
    node_closing_s,
)
from evacuation.islands import on_islands
from evacuation.network import BoolArray, FloatArray, IntArray, Network
from evacuation.profile_on_network import Passage
from evacuation.windows import StreetWindows

#: Reasons of a closing (``StreetExposure``) that are an arrival.
_ARRIVALS = (DeadlineKind.WATER_ARRIVAL.value, DeadlineKind.FIRE_FRONT.value)


class ReachedTables(Protocol):
    """What the hazard reaches: ``BlockExposure``, ``PlaceExposure`` and ``StreetExposure``."""

    @property
    def blocks(self) -> pd.DataFrame:
        """``BlockExposure``, aligned to the blocks."""

    @property
    def places(self) -> pd.DataFrame:
        """``PlaceExposure``, aligned to the places."""

    @property
    def streets(self) -> pd.DataFrame:
        """``StreetExposure``, aligned to the streets."""

    @property
    def windows(self) -> pd.DataFrame:
        """Streets shut for a while: columns ``street`` (row), ``from_s``, ``until_s`` [s after t0]."""


def safe_nodes(
    network: Network,
    zones: gpd.GeoDataFrame,
    streets: pd.DataFrame,
    scenario: HazardScenario,
    *,
    outside_streets_min_m: float,
    unknown: BoolArray | None = None,
) -> BoolArray:
    """Mark the nodes on safe ground, shape (nodes,).

    The safe area of the scenario's kinds where the bundle draws one; elsewhere the nodes where no
    street lies in a hazard area, but for islands in it: nobody is led out of a hazard area to a dry
    corner with water or fire on all sides. A landslide zone cuts nothing off.

    Parameters
    ----------
    network, zones
        The network and ``Zones``.
    streets
        ``StreetExposure``, aligned to the network's street rows.
    scenario
        The scenario.
    outside_streets_min_m
        Dry ground whose connected streets are shorter than this in all is an island [m].
    unknown
        Nodes of which no hazard layer says anything, shape (nodes,): not safe, unless a safe area is drawn
        there (ADR 0059).

    Returns
    -------
    BoolArray
        Shape (nodes,).
    """
    kinds = [kind.value for kind in scenario.kinds]
    drawn = zones[(zones["zone_type"] == ZoneType.SAFE_AREA.value) & zones["kind"].isin(kinds)]
    in_hazard = streets["in_hazard"].to_numpy()[network.arc_street]
    wet = np.zeros(network.n_nodes, np.bool_)
    np.logical_or.at(wet, network.arc_tail(), in_hazard)
    if drawn.empty:
        cuts = in_hazard & (streets["kinds"] != HazardKind.LANDSLIDE.value).to_numpy()[network.arc_street]
        if unknown is not None:
            # What is dry only by way of ground that nobody knows is an island, too.
            cuts |= unknown[network.arc_tail()] | unknown[network.arc_head]
            wet |= unknown
        return ~wet & ~on_islands(network, cuts, outside_streets_min_m)
    area = shapely.union_all(drawn.geometry.to_numpy())
    shapely.prepare(area)
    inside = np.asarray(shapely.contains_xy(area, network.x_m, network.y_m))
    return inside & ~wet


def barred_arcs(
    network: Network, streets: pd.DataFrame, scenario: HazardScenario, safe: BoolArray
) -> BoolArray:
    """Mark the arcs that nobody is led along in this scenario, shape (arcs,).

    Tsunami and fire: towards an earlier arrival. Landslide: from outside into a zone.

    Parameters
    ----------
    network
        The network.
    streets
        ``StreetExposure``, aligned to the streets.
    scenario
        Names kinds and phase.
    safe
        Nodes on safe ground, shape (nodes,).

    Returns
    -------
    BoolArray
        Shape (arcs,).
    """
    barred = np.zeros(network.n_arcs, np.bool_)
    if bars_follow_closings(scenario):
        barred |= bar_towards_arrival(network, _closes_s(streets), safe)
    if HazardKind.LANDSLIDE in scenario.kinds:
        barred |= bar_into_zone(network, streets["in_landslide_zone"].to_numpy())
    return barred


@dataclass(frozen=True, slots=True, eq=False)
class Unflagged:
    """What a place is not designated for, where several kinds of hazard are at work at once.

    Parameters
    ----------
    closed_for
        For each place the row of ``arcs`` and ``blocks``; −1 for a place with all flags.
    arcs, blocks
        Arcs and blocks that a kind reaches which such a place is not designated for.
    """

    closed_for: IntArray
    arcs: tuple[BoolArray, ...]
    blocks: tuple[BoolArray, ...]


def closed_for_places(
    network: Network, reached: ReachedTables, places: pd.DataFrame, scenario: HazardScenario
) -> Unflagged:
    """Return the arcs and blocks from which nobody is led to a place that lacks their flag.

    A place counts for the kinds that it is designated for (the eight flags): nobody is led to it out
    of, or through, what another kind reaches.

    Parameters
    ----------
    network, reached, places
        The network, what the hazard reaches, and ``Places``.
    scenario
        The scenario; of one kind alone every place of the plan has the flag.

    Returns
    -------
    Unflagged
        Arcs and blocks by set of flags, and the set of each place.
    """
    kinds = scenario.kinds
    if scenario.phase is Phase.STAY or len(kinds) < 2:
        return Unflagged(np.full(len(places), -1, np.int64), (), ())
    lacks = ~places[[kind.value for kind in kinds]].to_numpy(dtype=bool)
    on_streets, on_blocks = (_reached(table["kinds"], kinds) for table in (reached.streets, reached.blocks))
    sets, row = np.unique(lacks, axis=0, return_inverse=True)
    missing = [one for one in sets if one.any()]
    return Unflagged(
        closed_for=np.where(lacks.any(axis=1), row - (len(sets) - len(missing)), -1).astype(np.int64),
        arcs=tuple((on_streets & one).any(axis=1)[network.arc_street] for one in missing),
        blocks=tuple((on_blocks & one).any(axis=1) for one in missing),
    )


def _reached(names: pd.Series, kinds: tuple[HazardKind, ...]) -> BoolArray:
    """Return whether each kind is among the names of each row, shape (rows, kinds)."""
    code, found = pd.factorize(names)
    return np.array([[kind.value in name.split(",") for kind in kinds] for name in found], np.bool_)[code]


def place_closing_s(network: Network, streets: pd.DataFrame, places: pd.DataFrame) -> FloatArray:
    """Return when the last metres to each place can no longer be walked [s after t0].

    When the water or the fire is at the place itself, or the last street at its access point closes;
    +inf where neither happens, and for a place off the network.

    Parameters
    ----------
    network, streets, places
        The network, ``StreetExposure`` and ``PlaceExposure``, aligned to it.

    Returns
    -------
    FloatArray
        Seconds after t0, +inf never, shape (places,).
    """
    closes = node_closing_s(network, _closes_s(streets))
    on_network = network.place_node >= 0
    at_street = np.full(on_network.size, np.inf)
    at_street[on_network] = closes[network.place_node[on_network]]
    return np.minimum(at_street, places["arrival_time_s"].to_numpy(np.float64))


def _closes_s(streets: pd.DataFrame) -> FloatArray:
    """Return when streets close for good [s after t0]; what is shut from the start counts as shut for good.

    So it is no pass out of low ground, and no last street at a place: nobody counts on its opening there.
    """
    shut_at_first = np.isneginf(streets["closes_at_s"].to_numpy(np.float64))
    return np.where(shut_at_first, -np.inf, streets["closes_for_good_at_s"].to_numpy(np.float64))


def scenario_passage(
    network: Network, reached: ReachedTables, places: pd.DataFrame, scenario: HazardScenario, safe: BoolArray,
    underpass: BoolArray, *, unflagged: Unflagged | None = None,
) -> Passage:  # fmt: skip
    """Return what the scenario lets people walk on, and how far.

    Where level 5 ends safe walking, everybody must have arrived by then, also outside the area.
    Storm wind closes every street anyway (people who need help must have arrived some time before),
    and water and fire each street and place at its own time.

    Parameters
    ----------
    network, reached, places
        The network, what the hazard reaches, and ``Places``.
    scenario
        The scenario.
    safe
        Nodes on safe ground, shape (nodes,).
    underpass
        Which streets pass under something, shape (streets,): nobody waits at one in the water.
    unflagged
        What ``closed_for_places`` gives, where somebody has it.

    Returns
    -------
    Passage
        Closings, bars and deadline.
    """
    deadline_s, storm_wind_s = _walking_ends_s(scenario)
    if unflagged is None:
        unflagged = closed_for_places(network, reached, places, scenario)
    return Passage(
        closes_at_s=reached.streets["closes_for_good_at_s"].to_numpy(np.float64),
        windows=street_windows(network, reached, underpass, scenario),
        barred=barred_arcs(network, reached.streets, scenario, safe),
        last_metres_free=HazardKind.TSUNAMI in scenario.kinds,
        deadline_s=deadline_s,
        storm_wind_s=storm_wind_s,
        walk_limited=walk_is_limited(scenario),
        place_closes_at_s=place_closing_s(network, reached.streets, reached.places),
        place_closed_for=unflagged.closed_for,
        closed_for_arcs=unflagged.arcs,
        closed_for_blocks=unflagged.blocks,
        slow_water_m=slow_water_m(reached.streets, scenario),
    )


def slow_water_m(streets: pd.DataFrame, scenario: HazardScenario) -> FloatArray:
    """Return how deep the slow water may be that people meet on each street: inland water, by day only.

    Parameters
    ----------
    streets
        ``StreetExposure``, aligned to the streets.
    scenario
        Says whether it is day.

    Returns
    -------
    FloatArray
        Metres, +inf where not known, shape (streets,); empty by night, when nobody is planned through water.
    """
    by_day = scenario.day_time is DayTime.DAY
    return streets["slow_water_m"].to_numpy(np.float64) if by_day else np.zeros(0)


def _walking_ends_s(scenario: HazardScenario) -> tuple[float, float]:
    """Return when level 5 and when the storm wind end all walking [s after t0]; +inf where they do not."""
    by_level5 = scenario.deadline is DeadlineKind.LEVEL5
    windy = HazardKind.STORM_SURGE in scenario.kinds
    return (
        scenario.alerts_s.get("level5", np.inf) if by_level5 else np.inf,
        scenario.alerts_s.get("storm_wind", np.inf) if windy else np.inf,
    )


def street_windows(
    network: Network, reached: ReachedTables, underpass: BoolArray, scenario: HazardScenario
) -> StreetWindows:
    """Return when streets are shut for a while, and where people may wait for them to open.

    At a corner until the first of its streets is closed by a hazard; not in a hazard area where nobody knows
    when it is reached, not at an underpass in one, nor in a landslide zone.

    Parameters
    ----------
    network, reached
        The network, and what the hazard reaches.
    underpass
        Which streets pass under something, shape (streets,).
    scenario
        Says until when anybody may walk anywhere (level 5, storm wind).

    Returns
    -------
    StreetWindows
        Empty, without anything to wait for, where no street is shut for a while.
    """
    table, streets = reached.windows, reached.streets
    if table.empty:
        return StreetWindows()
    in_hazard = streets["in_hazard"].to_numpy(np.bool_)
    closes_s = streets["closes_for_good_at_s"].to_numpy(np.float64)
    until_s = np.where(in_hazard, closes_s, np.inf)
    never = in_hazard & (underpass | np.isposinf(closes_s)) | streets["in_landslide_zone"].to_numpy(np.bool_)
    until_s[never] = -np.inf
    wait_until_s = np.full(network.n_nodes, min(_walking_ends_s(scenario)))
    np.minimum.at(wait_until_s, network.arc_tail(), until_s[network.arc_street])
    return StreetWindows(
        table["street"].to_numpy(np.int64), table["from_s"].to_numpy(np.float64),
        table["until_s"].to_numpy(np.float64), wait_until_s,
    )  # fmt: skip


def walk_is_limited(scenario: HazardScenario) -> bool:
    """Whether nobody is led to a place farther than ``movement.longest_walk_s``.

    Not where minutes decide: there any place in time is better than none.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    bool
        Whether the setting applies.
    """
    return not minutes_decide(scenario)


def minutes_decide(scenario: HazardScenario) -> bool:
    """Whether water or fire is on its way, so that walking comes before the own district.

    Parameters
    ----------
    scenario
        The scenario.

    Returns
    -------
    bool
        True in a tsunami and a fire.
    """
    return bool(ARRIVAL_KINDS.intersection(scenario.kinds))


def margin_is_known(streets: pd.DataFrame, scenario: HazardScenario) -> bool:
    """Whether a time margin can be computed at all.

    Flood and inland-flood maps are envelopes of many breaches without an arrival: their level 5 is
    the latest time to walk in a plan, but no arrival, and gives no margin.

    Parameters
    ----------
    streets
        ``StreetExposure``.
    scenario
        The scenario.

    Returns
    -------
    bool
        Whether any arrival is published.
    """
    match scenario.deadline:
        case DeadlineKind.STORM_WIND:
            return "storm_wind" in scenario.alerts_s
        case DeadlineKind.WATER_ARRIVAL | DeadlineKind.FIRE_FRONT:
            # Streets that close at level 5 for want of an arrival (rain_water) give no margin.
            arrives = streets["reason"].isin(_ARRIVALS) & np.isfinite(streets["closes_at_s"])
            return bool(arrives.any())
        case DeadlineKind.LEVEL5:
            return scenario.slides_alone
        case DeadlineKind.NONE:
            return False
