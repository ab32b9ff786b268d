"""From hazard layers to what they mean for blocks, places and streets."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.bundle import City
from domain.measures import Measure
from domain.scenario import HazardScenario
from domain.settings.hazards import HazardSettings, QuakeSettings
from domain.settings.settings import Settings
from domain.tables.city import HazardAreas
from domain.tables.stages import StreetExposure
from domain.vocabulary import HazardKind, Phase
from hazard import flood, inland_flood, landslide, large_fire, storm_surge, tsunami
from hazard.block_exposure import blocks_after_quake, blocks_in_escape
from hazard.closure import Closure, earliest
from hazard.hits import BoolArray, Hits, kind_names, touch_hits
from hazard.overlay import FloatArray
from hazard.place_exposure import expose_places
from hazard.shut import first_closing, shut_by_hand

#: Kinds that Sonae has a rule for; volcano is 対象外.
RULED_KINDS: tuple[HazardKind, ...] = tuple(kind for kind in HazardKind if kind is not HazardKind.VOLCANO)


@dataclass(frozen=True, slots=True, eq=False)
class Exposure:
    """What reaches people, places and streets.

    Parameters
    ----------
    blocks, places, streets
        ``BlockExposure``, ``PlaceExposure``, ``StreetExposure``, sorted by id.
    windows
        Streets that are shut for a while: columns as in ``hazard.shut.ByHand``.
    missing_kinds
        Kinds of the scenario of which the bundle has no polygon (未収録): unknown in every total.
    missing_layers
        Layers that the scenario names and the bundle does not hold.
    """

    blocks: pd.DataFrame
    places: pd.DataFrame
    streets: pd.DataFrame
    windows: pd.DataFrame
    missing_kinds: tuple[HazardKind, ...]
    missing_layers: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OverlaidStreets:
    """What the layers of a scenario do to m streets; nothing in a stay.

    Parameters
    ----------
    closure
        The earliest closing by any of its kinds.
    in_landslide_zone
        Streets in a zone, shape (m,).
    slow_water_m
        Depth of slow water [m], shape (m,).
    kinds
        Kinds that reach each street, joined by commas, shape (m,).
    """

    closure: Closure
    in_landslide_zone: BoolArray
    slow_water_m: FloatArray
    kinds: pd.api.extensions.ExtensionArray


@dataclass(frozen=True, slots=True, eq=False)
class Overlaid:
    """The layers of a scenario over a city: all of its exposure that no closing by hand changes.

    Parameters
    ----------
    blocks, places
        ``BlockExposure`` and ``PlaceExposure``, sorted by id.
    kinds
        Kinds of the polygons of the scenario.
    streets
        What its layers do to the streets.
    """

    blocks: pd.DataFrame
    places: pd.DataFrame
    kinds: frozenset[str]
    streets: OverlaidStreets


def overlay_city(
    city: City, scenario: HazardScenario, hazard: HazardSettings, quake: QuakeSettings
) -> Overlaid:
    """Overlay the scenario's layers on the city.

    Parameters
    ----------
    city
        The city.
    scenario
        Names kinds, layers, clock, and whether people are counted by night or by day.
    hazard, quake
        Their settings.

    Returns
    -------
    Overlaid
        Blocks and places with the rule of each kind applied, and what meets the streets.
    """
    areas = scenario_areas(city, scenario)
    kinds = planned_kinds(scenario)
    after_quake = _is_after_quake(scenario)
    # A shelter seaward of the line is out of use only where the scenario has a tsunami (上町 has none).
    wave = after_quake and bool((areas["kind"] == HazardKind.TSUNAMI.value).any())
    place_kinds = {*kinds, HazardKind.TSUNAMI} if wave else set(kinds)
    return Overlaid(
        blocks=expose_blocks(city, scenario, areas, hazard, quake),
        places=expose_places(city.places, areas, city.zones, place_kinds),
        kinds=frozenset(areas["kind"]),
        streets=_overlay_streets(city.streets, areas, scenario, hazard),
    )


def expose_blocks(
    city: City,
    scenario: HazardScenario,
    areas: gpd.GeoDataFrame,
    hazard: HazardSettings,
    quake: QuakeSettings,
) -> pd.DataFrame:
    """Apply the rule of each kind to the blocks alone.

    Parameters
    ----------
    city
        The city.
    scenario
        Names kinds, clock, and whether people are counted by night or by day.
    areas
        Its polygons (``scenario_areas``).
    hazard, quake
        Their settings.

    Returns
    -------
    pd.DataFrame
        ``BlockExposure``, sorted by id.
    """
    if _is_after_quake(scenario):
        return blocks_after_quake(city.blocks, areas, scenario, quake)
    return blocks_in_escape(city.blocks, areas, city.zones, planned_kinds(scenario), scenario, hazard)


def expose(
    city: City,
    scenario: HazardScenario,
    settings: Settings,
    measures: Sequence[Measure] = (),
    *,
    overlaid: Overlaid | None = None,
) -> Exposure:
    """Overlay the scenario's layers on the city and apply the rule of each kind.

    Parameters
    ----------
    city
        The city.
    scenario
        Names kinds, layers, clock, and whether people are counted by night or by day.
    settings
        ``hazard`` and ``quake`` are used.
    measures
        Crossings and bridges that are closed by hand, besides what the scenario closes.
    overlaid
        What ``overlay_city`` gives, where somebody has it.

    Returns
    -------
    Exposure
        Tables of blocks, places and streets, and what the bundle lacks.
    """
    if overlaid is None:
        overlaid = overlay_city(city, scenario, settings.hazard, settings.quake)
    streets, windows = _expose_streets(city, overlaid, scenario, settings, measures)
    return Exposure(
        blocks=overlaid.blocks,
        places=overlaid.places,
        streets=StreetExposure.check(streets.sort_index()),
        windows=windows,
        missing_kinds=missing_kinds(scenario, overlaid.kinds),
        missing_layers=tuple(layer for layer in scenario.layers if layer not in city.hazards),
    )


def planned_kinds(scenario: HazardScenario) -> tuple[HazardKind, ...]:
    """Return the kinds of a scenario that have a rule.

    Parameters
    ----------
    scenario
        Names its kinds.

    Returns
    -------
    tuple[HazardKind, ...]
        Kinds with a rule, in the order of the scenario.
    """
    return tuple(kind for kind in scenario.kinds if kind in RULED_KINDS)


def missing_kinds(scenario: HazardScenario, present: Collection[str]) -> tuple[HazardKind, ...]:
    """Return the kinds of a scenario of which the bundle has no polygon (未収録).

    Parameters
    ----------
    scenario
        Names its kinds.
    present
        Kinds of its polygons (``scenario_areas``).

    Returns
    -------
    tuple[HazardKind, ...]
        Kinds with a rule and without a polygon, in the order of the scenario.
    """
    return tuple(kind for kind in planned_kinds(scenario) if kind.value not in present)


def _is_after_quake(scenario: HazardScenario) -> bool:
    return scenario.phase is Phase.STAY and HazardKind.EARTHQUAKE in planned_kinds(scenario)


def scenario_areas(city: City, scenario: HazardScenario) -> gpd.GeoDataFrame:
    """Return the polygons of all layers of a scenario that the bundle holds.

    Parameters
    ----------
    city
        Holds the layers by name.
    scenario
        Names the layers.

    Returns
    -------
    gpd.GeoDataFrame
        ``HazardAreas`` in the CRS of the city [m]; empty where the bundle holds none.
    """
    layers = [city.hazards[name] for name in scenario.layers if name in city.hazards]
    layers = [layer for layer in layers if len(layer)]
    if not layers:
        return gpd.GeoDataFrame(HazardAreas.empty_in(city.meta.epsg), crs=city.meta.epsg)
    return gpd.GeoDataFrame(pd.concat(layers, ignore_index=True), crs=city.meta.epsg)


def _of_kind(areas: gpd.GeoDataFrame, kind: HazardKind) -> gpd.GeoDataFrame:
    return areas[areas["kind"] == kind.value]


def _expose_streets(
    city: City,
    overlaid: Overlaid,
    scenario: HazardScenario,
    settings: Settings,
    measures: Sequence[Measure],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    streets, layers = city.streets, overlaid.streets
    by_hand = shut_by_hand(streets, scenario, measures, settings.hazard)
    for_good = earliest([by_hand.for_good, layers.closure], len(streets))
    closure, opens_at_s = first_closing(for_good, by_hand.windows)
    table = pd.DataFrame(
        {
            "closes_at_s": closure.closes_at_s,
            "opens_at_s": opens_at_s.to_numpy(),
            "closes_for_good_at_s": for_good.closes_at_s,
            "in_hazard": closure.in_hazard,
            "in_landslide_zone": layers.in_landslide_zone,
            "slow_water_m": layers.slow_water_m,
            "kinds": layers.kinds,
            "reason": pd.array(closure.reason, dtype="str"),
        },
        index=streets.index,
    )
    return table, by_hand.windows


def _overlay_streets(
    streets: gpd.GeoDataFrame, areas: gpd.GeoDataFrame, scenario: HazardScenario, hazard: HazardSettings
) -> OverlaidStreets:
    """Return what the layers do to the streets: nothing stands in the way of a stay of days."""
    kinds, count = planned_kinds(scenario), len(streets)
    on_their_way = [kind.value for kind in kinds if kind is not HazardKind.EARTHQUAKE]
    moving = areas["kind"].isin(on_their_way) & (scenario.phase is Phase.ESCAPE)
    hits = touch_hits(streets.geometry.to_numpy(), areas[moving])
    rules: Mapping[HazardKind, Closure] = {}
    by_kind: dict[HazardKind, BoolArray] = {}
    in_zone, slow_water_m = np.zeros(count, np.bool_), np.zeros(count)
    if scenario.phase is Phase.ESCAPE:
        rules = _closures(streets, hits, areas, scenario, hazard)
        if HazardKind.LANDSLIDE in kinds:
            in_zone = hits.of_kind(HazardKind.LANDSLIDE).touched()
        if HazardKind.INLAND_FLOOD in kinds:
            slow_water_m = inland_flood.slow_water_m(hits.of_kind(HazardKind.INLAND_FLOOD))
        by_kind = {kind: hits.of_kind(kind).touched() for kind in kinds}
    closure = earliest([rules[kind] for kind in kinds if kind in rules], count)
    return OverlaidStreets(closure, in_zone, slow_water_m, kind_names(by_kind, count))


def _closures(
    streets: gpd.GeoDataFrame,
    hits: Hits,
    areas: gpd.GeoDataFrame,
    scenario: HazardScenario,
    settings: HazardSettings,
) -> Mapping[HazardKind, Closure]:
    """Return the closing of streets by every kind but the earthquake, which closes none."""
    wave = _of_kind(areas, HazardKind.TSUNAMI)
    fire = _of_kind(areas, HazardKind.LARGE_FIRE)
    return {
        HazardKind.TSUNAMI: tsunami.close_streets(streets, hits.of_kind(HazardKind.TSUNAMI), wave, settings),
        HazardKind.FLOOD: flood.close_streets(streets, hits.of_kind(HazardKind.FLOOD), scenario),
        HazardKind.INLAND_FLOOD: inland_flood.close_streets(
            streets, hits.of_kind(HazardKind.INLAND_FLOOD), scenario
        ),
        HazardKind.STORM_SURGE: storm_surge.close_streets(
            streets, hits.of_kind(HazardKind.STORM_SURGE), scenario
        ),
        HazardKind.LANDSLIDE: landslide.close_streets(hits.of_kind(HazardKind.LANDSLIDE), scenario, settings),
        HazardKind.LARGE_FIRE: large_fire.close_streets(hits.of_kind(HazardKind.LARGE_FIRE), fire),
    }
