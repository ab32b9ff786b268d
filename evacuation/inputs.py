"""What the evacuation stage takes."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.destinations import Destinations, PlaceGroups
from evacuation.network import BoolArray, FloatArray, Network
from evacuation.profile_on_network import Passage


@dataclass(frozen=True, slots=True, eq=False)
class EvacuationInputs:
    """What the stage needs; tables as in ``domain.tables``, arrays aligned to the network.

    Parameters
    ----------
    network, streets, blocks
        The network, ``Streets`` (their geometry is read by the tables of the result only) and
        ``Blocks``.
    special_zone
        Blocks whose people come first where seats are scarce, shape (blocks,).
    demand, usable
        ``Demand`` and ``UsablePlaces``.
    destinations, groups
        Destinations of the plan, and places that are not.
    passage
        What the scenario lets people walk on, aligned to ``streets`` and the arcs.
    profiles
        Walking profiles; the first stands for "anybody" on the map.
    day_time, settings
        Night or day, and settings.
    margin_known
        Whether an arrival is published.
    minutes_decide
        Whether walking comes before the own district (tsunami, fire).
    safe_ground
        Nodes that no hazard of the scenario reaches, shape (nodes,); None in a stay of days.
    epsg
        The bundle's CRS.
    block_reached_s
        When water or fire reaches each block itself [s after t0], +inf never or not published, shape
        (blocks,). A route is told as shut for its people from then on, if it is open longer.
    shore
        Line from which the sea comes in a tsunami [m]; None where it is not asked for, or not known.
    """

    network: Network
    streets: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    special_zone: BoolArray
    demand: pd.DataFrame
    usable: pd.DataFrame
    destinations: Destinations
    groups: PlaceGroups
    passage: Passage
    profiles: tuple[WalkingProfile, ...]
    day_time: DayTime
    settings: Settings
    margin_known: bool
    minutes_decide: bool
    safe_ground: BoolArray | None
    epsg: int
    block_reached_s: FloatArray
    shore: BaseGeometry | None = None
