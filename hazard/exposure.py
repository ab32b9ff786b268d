"""From hazard layers to what they mean for blocks, places and streets."""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.bundle import City
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.tables.city import HazardAreas
from domain.tables.stages import BlockExposure, StreetExposure
from domain.vocabulary import DayTime, HazardKind, Phase, ZoneType
from hazard import earthquake, flood, inland_flood, landslide, large_fire, storm_surge, tsunami
from hazard.closure import Closure, closed_by_hand, earliest
from hazard.hits import BoolArray, Hits, block_hits, kind_names, touch_hits
from hazard.impact import (
    Impact,
    block_reason,
    care_persons,
    count_persons,
    floor_persons,
    reason_words,
    union,
)
from hazard.overlay import GeometryArray
from hazard.place_exposure import expose_places

#: Kinds that Sonae has a rule for; volcano is 対象外.
RULED_KINDS: tuple[HazardKind, ...] = tuple(kind for kind in HazardKind if kind is not HazardKind.VOLCANO)


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """What reaches people, places and streets.

    Parameters
    ----------
    blocks, places, streets
        ``BlockExposure``, ``PlaceExposure``, ``StreetExposure``, sorted by id.
    missing_kinds
        Kinds of the scenario of which the bundle has no polygon (未収録): unknown in every total.
    missing_layers
        Layers that the scenario names and the bundle does not hold.
    """

    blocks: pd.DataFrame
    places: pd.DataFrame
    streets: pd.DataFrame
    missing_kinds: tuple[HazardKind, ...]
    missing_layers: tuple[str, ...]


def expose(city: City, scenario: HazardScenario, settings: Settings) -> Exposure:
    """Overlay the scenario's layers on the city and apply the rule of each kind.

    Parameters
    ----------
    city
        The city.
    scenario
        Names kinds, layers, clock, and whether people are counted by night or by day.
    settings
        ``hazard``, ``quake`` and ``network`` are used.
    """
    areas = scenario_areas(city, scenario)
    kinds = planned_kinds(scenario)
    after_quake = scenario.phase is Phase.STAY and HazardKind.EARTHQUAKE in kinds
    if after_quake:
        blocks = _blocks_after_quake(city, areas, scenario, settings)
    else:
        blocks = _blocks_in_escape(city, areas, scenario, settings)
    # A shelter seaward of the line is out of use only where the scenario has a tsunami (上町 has none).
    wave = after_quake and bool((areas["kind"] == HazardKind.TSUNAMI.value).any())
    place_kinds = {*kinds, HazardKind.TSUNAMI} if wave else set(kinds)
    streets = _expose_streets(city, areas, scenario, settings)
    present = set(areas["kind"])
    return Exposure(
        blocks=BlockExposure.check(blocks.sort_index()),
        places=expose_places(city.places, areas, city.zones, place_kinds),
        streets=StreetExposure.check(streets.sort_index()),
        missing_kinds=tuple(kind for kind in kinds if kind.value not in present),
        missing_layers=tuple(layer for layer in scenario.layers if layer not in city.hazards),
    )


def planned_kinds(scenario: HazardScenario) -> tuple[HazardKind, ...]:
    """Return the kinds of a scenario that have a rule."""
    return tuple(kind for kind in scenario.kinds if kind in RULED_KINDS)


def scenario_areas(city: City, scenario: HazardScenario) -> gpd.GeoDataFrame:
    """Return the polygons of all layers of a scenario that the bundle holds."""
    layers = [city.hazards[name] for name in scenario.layers if name in city.hazards]
    layers = [layer for layer in layers if len(layer)]
    if not layers:
        return gpd.GeoDataFrame(HazardAreas.empty_in(city.meta.epsg), crs=city.meta.epsg)
    return gpd.GeoDataFrame(pd.concat(layers, ignore_index=True), crs=city.meta.epsg)


def _of_kind(areas: gpd.GeoDataFrame, kind: HazardKind) -> gpd.GeoDataFrame:
    return areas[areas["kind"] == kind.value]


def _blocks_in_escape(
    city: City, areas: gpd.GeoDataFrame, scenario: HazardScenario, settings: Settings
) -> pd.DataFrame:
    blocks = city.blocks
    kinds = planned_kinds(scenario)
    geometry = blocks.geometry.to_numpy()
    hits = block_hits(geometry, areas[areas["kind"].isin([kind.value for kind in kinds])])
    impacts = _impacts(hits, geometry, areas, city.zones, settings)
    impact = union([impacts[kind] for kind in kinds if kind in impacts], len(blocks))
    by_kind = {kind: impacts[kind].concerned for kind in kinds if kind in impacts}
    column = "daytime_persons" if scenario.day_time is DayTime.DAY else "residents"
    present = blocks[column].to_numpy(dtype=np.int64)
    floors = floor_persons(blocks, present)
    care = care_persons(blocks, floors)
    persons = count_persons(impact, floors, care).set_index(blocks.index)
    return pd.DataFrame(
        {
            "present_persons": present,
            "concerned": impact.concerned,
            "depth_m_min": impact.depth_m_min,
            "depth_m_max": impact.depth_m_max,
            "arrival_time_s": impact.arrival_s,
            **{name: persons[name] for name in persons},
            "elsewhere_persons": np.int64(0),
            "in_special_zone": landslide.special_zone(hits.of_kind(HazardKind.LANDSLIDE)),
            "kinds": kind_names(by_kind, len(blocks)),
            "reason": pd.array(reason_words(block_reason(impact, floors, care)), dtype="str"),
        },
        index=blocks.index,
    )


def _impacts(
    hits: Hits,
    geometry: GeometryArray,
    areas: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    settings: Settings,
) -> Mapping[HazardKind, Impact]:
    """Return the impact of every kind but the earthquake, by which nobody leaves in a hurry."""
    evacuation = tsunami.zone_of(geometry, zones, ZoneType.EVACUATION_ZONE, by_area=True)
    attention = tsunami.zone_of(geometry, zones, ZoneType.ATTENTION_ZONE, by_area=True)
    wave = _of_kind(areas, HazardKind.TSUNAMI)
    fire = _of_kind(areas, HazardKind.LARGE_FIRE)
    return {
        HazardKind.TSUNAMI: tsunami.assess(hits.of_kind(HazardKind.TSUNAMI), wave, evacuation, attention),
        HazardKind.FLOOD: flood.assess(hits.of_kind(HazardKind.FLOOD), settings.hazard),
        HazardKind.INLAND_FLOOD: inland_flood.assess(hits.of_kind(HazardKind.INLAND_FLOOD), settings.hazard),
        HazardKind.STORM_SURGE: storm_surge.assess(hits.of_kind(HazardKind.STORM_SURGE), settings.hazard),
        HazardKind.LANDSLIDE: landslide.assess(hits.of_kind(HazardKind.LANDSLIDE)),
        HazardKind.LARGE_FIRE: large_fire.assess(hits.of_kind(HazardKind.LARGE_FIRE), fire),
    }


def _blocks_after_quake(
    city: City, areas: gpd.GeoDataFrame, scenario: HazardScenario, settings: Settings
) -> pd.DataFrame:
    points = city.blocks.geometry.representative_point().to_numpy()
    quake = touch_hits(points, _of_kind(areas, HazardKind.EARTHQUAKE))
    wave = block_hits(city.blocks.geometry.to_numpy(), _of_kind(areas, HazardKind.TSUNAMI))
    return earthquake.assess(city.blocks, quake, wave.touched(), scenario, settings.quake)


def _expose_streets(
    city: City, areas: gpd.GeoDataFrame, scenario: HazardScenario, settings: Settings
) -> pd.DataFrame:
    streets = city.streets
    closures = [closed_by_hand(streets, settings.network)]
    in_zone = np.zeros(len(streets), np.bool_)
    by_kind: dict[HazardKind, BoolArray] = {}
    if scenario.phase is Phase.ESCAPE:
        kinds = planned_kinds(scenario)
        moving = areas[
            areas["kind"].isin([kind.value for kind in kinds if kind is not HazardKind.EARTHQUAKE])
        ]
        hits = touch_hits(streets.geometry.to_numpy(), moving)
        rules = _closures(streets, hits, areas, scenario, settings)
        closures += [rules[kind] for kind in kinds if kind in rules]
        if HazardKind.LANDSLIDE in kinds:
            in_zone = hits.of_kind(HazardKind.LANDSLIDE).touched()
        by_kind = {kind: hits.of_kind(kind).touched() for kind in kinds}
    closure = earliest(closures, len(streets))
    return pd.DataFrame(
        {
            "closes_at_s": closure.closes_at_s,
            "in_hazard": closure.in_hazard,
            "in_landslide_zone": in_zone,
            "kinds": kind_names(by_kind, len(streets)),
            "reason": pd.array(closure.reason, dtype="str"),
        },
        index=streets.index,
    )


def _closures(
    streets: gpd.GeoDataFrame,
    hits: Hits,
    areas: gpd.GeoDataFrame,
    scenario: HazardScenario,
    settings: Settings,
) -> Mapping[HazardKind, Closure]:
    """Return the closing of streets by every kind but the earthquake, which closes none."""
    wave = _of_kind(areas, HazardKind.TSUNAMI)
    fire = _of_kind(areas, HazardKind.LARGE_FIRE)
    return {
        HazardKind.TSUNAMI: tsunami.close_streets(hits.of_kind(HazardKind.TSUNAMI), wave),
        HazardKind.FLOOD: flood.close_streets(streets, hits.of_kind(HazardKind.FLOOD), scenario),
        HazardKind.INLAND_FLOOD: inland_flood.close_streets(
            streets, hits.of_kind(HazardKind.INLAND_FLOOD), scenario
        ),
        HazardKind.STORM_SURGE: storm_surge.close_streets(
            streets, hits.of_kind(HazardKind.STORM_SURGE), scenario
        ),
        HazardKind.LANDSLIDE: landslide.close_streets(
            hits.of_kind(HazardKind.LANDSLIDE), scenario, settings.hazard
        ),
        HazardKind.LARGE_FIRE: large_fire.close_streets(hits.of_kind(HazardKind.LARGE_FIRE), fire),
    }
