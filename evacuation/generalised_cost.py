"""Generalised cost: what people are kept away from where another route is in time, too.

Each metre of a street counts as one metre and something more for what makes it a worse street to be
on; 0 for every term is the plain shortest route. The walking time does not change, and who is in time
never rests on it (``evacuation.safer_routes``).
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import DayTime, HazardKind, Phase
from evacuation.network import BoolArray, FloatArray, Network

#: Kinds whose water fills an underpass first.
_WATER = frozenset({HazardKind.TSUNAMI, HazardKind.FLOOD, HazardKind.INLAND_FLOOD, HazardKind.STORM_SURGE})
#: Kinds that come after shaking, which may have brought old buildings down.
_SHAKEN = frozenset({HazardKind.TSUNAMI, HazardKind.EARTHQUAKE})


@dataclass(frozen=True, slots=True, eq=False)
class ExtraCost:
    """Metres that each metre of an arc counts more, arrays of shape (arcs,).

    Parameters
    ----------
    before, after
        For people who have not yet been outside the hazard area on their way, and for those who have.
    in_hazard
        Arcs in the hazard area.
    """

    before: FloatArray
    after: FloatArray
    in_hazard: BoolArray

    @property
    def is_none(self) -> bool:
        """Whether no term is at work, so that the shortest route is the one of least cost."""
        return not (self.before.any() or self.after.any())


def extra_cost(
    network: Network,
    streets: gpd.GeoDataFrame,
    exposure: pd.DataFrame,
    scenario: HazardScenario,
    shore: BaseGeometry | None,
    settings: Settings,
) -> ExtraCost:
    """Return the metres that each metre of an arc counts more in a scenario.

    Parameters
    ----------
    network, streets
        The network and ``Streets``, aligned to its street rows.
    exposure
        ``StreetExposure`` of the streets.
    scenario
        Names kinds, phase, and night or day.
    shore
        Line from which the sea comes in a tsunami [m]; None where it is not asked for, or not known.
    settings
        ``route`` and, in a fire, ``hazard`` are used.

    Returns
    -------
    ExtraCost
        The sum of all terms, at least 0.
    """
    route, kinds = settings.route, frozenset(scenario.kinds)
    of_street = np.zeros(len(streets))
    in_hazard = exposure["in_hazard"].to_numpy(np.bool_)
    again = 0.0
    if scenario.phase is not Phase.STAY:
        of_street += route.hazard_area_extra * in_hazard
        again = route.reentry_extra
        if kinds & _WATER:
            of_street += route.underpass_extra * streets["underpass"].to_numpy(np.bool_)
        if HazardKind.LARGE_FIRE in kinds:
            narrow = _narrower(streets, settings.hazard.fire_street_width_m)
            of_street += (settings.hazard.fire_narrow_factor - 1.0) * narrow
    if kinds & _SHAKEN:
        of_street += route.narrow_extra * _narrower(streets, route.narrow_width_m)
    if scenario.day_time is DayTime.NIGHT:
        of_street += route.dark_steps_extra * streets["steps"].to_numpy(np.bool_)
    of_arc = of_street[network.arc_street]
    if shore is not None and route.shore_extra > 0:
        of_arc = of_arc + route.shore_extra * _approach_share(network, shore)
    inside = in_hazard[network.arc_street]
    return ExtraCost(of_arc, of_arc + again * inside, inside)


def _narrower(streets: gpd.GeoDataFrame, width_m: float) -> BoolArray:
    """Mark streets below a width; a street of unknown width counts as narrow."""
    return ~(streets["width_m"] >= width_m).to_numpy(dtype=bool)


#: Of each network the shore that was asked for last, and how far its nodes lie from it.
_shore_distances: WeakKeyDictionary[Network, tuple[bytes, FloatArray]] = WeakKeyDictionary()


def _approach_share(network: Network, shore: BaseGeometry) -> FloatArray:
    """Return by how many metres a metre of each arc comes nearer to the shore, 0 to 1, shape (arcs,)."""
    distance_m = shore_distance_m(network, shore)
    nearer_m = np.maximum(distance_m[network.arc_tail()] - distance_m[network.arc_head], 0.0)
    length_m = network.arc_length_m
    return np.divide(nearer_m, length_m, out=np.zeros_like(nearer_m), where=length_m > 0).clip(max=1.0)


def shore_distance_m(network: Network, shore: BaseGeometry) -> FloatArray:
    """Return how far each node lies from the shore [m], shape (nodes,).

    Parameters
    ----------
    network
        The network.
    shore
        Line from which the sea comes.

    Returns
    -------
    FloatArray
        Shape (nodes,).
    """
    line = shapely.to_wkb(shore)
    kept_line, kept_m = _shore_distances.get(network, (b"", np.zeros(0)))
    if kept_line == line:
        return kept_m
    shapely.prepare(shore)
    distance_m = np.array(shapely.distance(shapely.points(network.x_m, network.y_m), shore), np.float64)
    distance_m.setflags(write=False)
    _shore_distances[network] = line, distance_m
    return distance_m
