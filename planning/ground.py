"""What the streets of a scenario allow: safe ground, barred arcs, and whether margins are known."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.scenario import HazardScenario
from domain.vocabulary import DeadlineKind, HazardKind, Phase, ZoneType
from evacuation.bars import bar_into_zone, bar_towards_arrival
from evacuation.network import BoolArray, IntArray, Network
from evacuation.walkers import Passage

#: Kinds whose walkers are never led towards an earlier arrival.
_ARRIVAL_KINDS = frozenset({HazardKind.TSUNAMI, HazardKind.LARGE_FIRE})
#: Reasons of a closing (``StreetExposure``) that are an arrival.
_ARRIVALS = (DeadlineKind.WATER_ARRIVAL.value, DeadlineKind.FIRE_FRONT.value)


def safe_nodes(
    network: Network, zones: gpd.GeoDataFrame, streets: pd.DataFrame, scenario: HazardScenario
) -> BoolArray:
    """Mark the nodes on safe ground, shape (nodes,).

    The safe area of the scenario's kinds where the bundle draws one; elsewhere the nodes where no
    street lies in a hazard area.

    Parameters
    ----------
    network, zones
        The network and ``Zones``.
    streets
        ``StreetExposure``, aligned to the network's street rows.
    scenario
        The scenario.
    """
    kinds = [kind.value for kind in scenario.kinds]
    drawn = zones[(zones["zone_type"] == ZoneType.SAFE_AREA.value) & zones["kind"].isin(kinds)]
    in_hazard = streets["in_hazard"].to_numpy()[network.arc_street]
    wet = np.zeros(network.n_nodes, np.bool_)
    np.logical_or.at(wet, network.arc_tail(), in_hazard)
    if drawn.empty:
        return ~wet
    area = shapely.union_all(drawn.geometry.to_numpy())
    shapely.prepare(area)
    inside = np.asarray(shapely.contains_xy(area, network.x_m, network.y_m))
    return inside & ~wet


def barred_arcs(
    network: Network, streets: pd.DataFrame, scenario: HazardScenario, safe: BoolArray
) -> BoolArray:
    """Mark the arcs that nobody is led along in this scenario, shape (arcs,).

    Tsunami and fire: towards an earlier arrival. Landslide: from outside into a zone.
    """
    barred = np.zeros(network.n_arcs, np.bool_)
    if _ARRIVAL_KINDS.intersection(scenario.kinds):
        barred |= bar_towards_arrival(network, streets["closes_at_s"].to_numpy(), safe)
    if HazardKind.LANDSLIDE in scenario.kinds:
        barred |= bar_into_zone(network, streets["in_landslide_zone"].to_numpy())
    return barred


def unflagged_ways(
    network: Network, streets: pd.DataFrame, places: pd.DataFrame, scenario: HazardScenario
) -> tuple[IntArray, tuple[BoolArray, ...]]:
    """Return the arcs that nobody may take to a place, where several kinds are at work at once.

    A place counts for the kinds that it is designated for (the eight flags): nobody is led to it out
    of, or through, what another kind reaches.

    Parameters
    ----------
    network, streets, places
        The network, ``StreetExposure`` and ``Places``, aligned to it.
    scenario
        The scenario; of one kind alone every place of the plan has the flag.

    Returns
    -------
    shut : int64 (places,)
        For each place the row of ``arcs``; −1 for a place with all flags.
    arcs : tuple of bool (arcs,)
        Arcs that meet a kind that the place is not designated for.
    """
    kinds = scenario.kinds
    shut = np.full(len(places), -1, np.int64)
    if scenario.phase is Phase.STAY or len(kinds) < 2:
        return shut, ()
    lacks = ~places[[kind.value for kind in kinds]].to_numpy(dtype=bool)
    code, names = pd.factorize(streets["kinds"])
    reached = np.array([[kind.value in name.split(",") for kind in kinds] for name in names])[code]
    sets, row = np.unique(lacks, axis=0, return_inverse=True)
    shut = np.where(lacks.any(axis=1), row - int(~sets[0].any()), -1)
    arcs = tuple((reached & missing).any(axis=1)[network.arc_street] for missing in sets if missing.any())
    return shut, arcs


def scenario_passage(
    network: Network,
    streets: pd.DataFrame,
    places: pd.DataFrame,
    scenario: HazardScenario,
    safe: BoolArray,
) -> Passage:
    """Return what the scenario lets people walk on, and how far.

    Where level 5 ends safe walking, everybody must have arrived by then, also outside the area.
    Storm wind closes every street anyway (people who need help must have arrived some time before),
    and water and fire each street at its own time.
    """
    shut, arcs = unflagged_ways(network, streets, places, scenario)
    by_level5 = scenario.deadline is DeadlineKind.LEVEL5
    windy = HazardKind.STORM_SURGE in scenario.kinds
    return Passage(
        closes_at_s=streets["closes_at_s"].to_numpy(np.float64),
        barred=barred_arcs(network, streets, scenario, safe),
        last_metres_free=HazardKind.TSUNAMI in scenario.kinds,
        deadline_s=scenario.alerts_s.get("level5", np.inf) if by_level5 else np.inf,
        storm_wind_s=scenario.alerts_s.get("storm_wind", np.inf) if windy else np.inf,
        prefer_wide=HazardKind.LARGE_FIRE in scenario.kinds,
        walk_limited=walk_is_limited(scenario),
        place_shut=shut,
        shut_arcs=arcs,
    )


def walk_is_limited(scenario: HazardScenario) -> bool:
    """Whether nobody is led to a place farther than ``movement.longest_walk_s``.

    Not where water or fire is on its way: there any place in time is better than none.
    """
    return not _ARRIVAL_KINDS.intersection(scenario.kinds)


def margin_is_known(streets: pd.DataFrame, scenario: HazardScenario) -> bool:
    """Whether a time margin can be computed at all.

    Flood and inland-flood maps are envelopes of many breaches without an arrival: their level 5 is
    the latest time to walk in a plan, but no arrival, and gives no margin.
    """
    match scenario.deadline:
        case DeadlineKind.STORM_WIND:
            return "storm_wind" in scenario.alerts_s
        case DeadlineKind.WATER_ARRIVAL | DeadlineKind.FIRE_FRONT:
            # Streets that close at level 5 for want of an arrival (rain_water) give no margin.
            arrives = streets["reason"].isin(_ARRIVALS) & np.isfinite(streets["closes_at_s"])
            return bool(arrives.any())
        case DeadlineKind.LEVEL5:
            return set(scenario.kinds) == {HazardKind.LANDSLIDE}
        case DeadlineKind.NONE:
            return False
