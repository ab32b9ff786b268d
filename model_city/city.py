"""The bundled city, made of public facts and a model: the order of the work."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.bundle.layout import SCHEMA_VERSION
from domain.bundle import BundleMeta, CityBundle, OrganisationStrength
from domain.tables.city import GROUND_HEIGHT, Blocks
from model_city.background import build_background
from model_city.districts import build_districts
from model_city.facilities import build_facilities
from model_city.fire import shinminato_fire
from model_city.ground import Ground, build_ground
from model_city.lines import SAKAI_EPSG, CityLines, read_lines
from model_city.organisations import build_district_facts, build_organisations
from model_city.people import describe_people
from model_city.places import build_places
from model_city.public_facts import (
    CITY_CODE,
    CITY_NAME,
    CITY_NAME_EN,
    read_place_facts,
    read_readings,
    read_schools,
    read_wards,
)
from model_city.published import build_published
from model_city.scenarios import build_scenarios
from model_city.settlement import build_settlement
from model_city.shaking import build_mesh, quake_nankai, quake_uemachi
from model_city.slopes import landslide
from model_city.sources import layer_sources
from model_city.streets import build_streets
from model_city.terrain import build_terrain
from model_city.water import (
    inland_flood,
    raised_plots,
    small_rivers_flood,
    storm_surge,
    tsunami,
    yamato_flood,
)
from model_city.zones import build_zones

#: Seed of all chance. Each part draws from its own stream, so that a change to one part leaves the
#: others as they are.
SEED = 20_261_123

#: Parts that draw from chance, in fixed order; new parts are added at the end.
_STREAMS = (
    "settlement",
    "people",
    "streets",
    "places",
    "facilities",
    "organisations",
    "district_facts",
    "tsunami",
    "yamato_flood",
    "small_rivers_flood",
    "storm_surge",
    "inland_flood",
    "landslide",
)

Report = Callable[[str], None]


def _silent(_: str) -> None:
    """Report nothing."""


def streams(seed: int = SEED) -> dict[str, np.random.Generator]:
    """Return one independent source of chance per part."""
    children = np.random.SeedSequence(seed).spawn(len(_STREAMS))
    return {name: np.random.default_rng(child) for name, child in zip(_STREAMS, children, strict=True)}


def build_city(report: Report = _silent, *, seed: int = SEED) -> CityBundle:
    """Make the bundled city.

    Parameters
    ----------
    report
        Told the name of each part before it is made.
    seed
        Another seed gives another model city on the same facts.
    """
    chance = streams(seed)
    report("facts")
    lines = read_lines()
    wards, schools = read_wards(lines), read_schools()
    districts = build_districts(schools, wards)
    terrain = build_terrain(lines)
    report("blocks")
    blocks = build_blocks(lines, wards, schools, chance)
    report("streets")
    nodes, streets = build_streets(lines, chance["streets"], terrain)
    report("hazards")
    ground = build_ground(lines, wards, blocks, terrain)
    hazards = build_hazards(ground, wards, blocks, streets, chance)
    report("places, facilities, organisations")
    organisations, posts = build_organisations(districts, blocks, chance["organisations"])
    meta = BundleMeta(
        schema_version=SCHEMA_VERSION,
        bundle_hash="",
        city_code=CITY_CODE,
        name=CITY_NAME,
        name_en=CITY_NAME_EN,
        epsg=SAKAI_EPSG,
        layers=layer_sources(tuple(hazards)),
    )
    return CityBundle(
        meta=meta,
        wards=wards,
        districts=districts,
        blocks=blocks,
        nodes=nodes,
        streets=streets,
        places=build_places(read_place_facts(), districts, chance["places"]),
        zones=build_zones(lines, wards),
        facilities=build_facilities(blocks, chance["facilities"]),
        hazards=hazards,
        strength=OrganisationStrength(
            organisations=organisations,
            posts=posts,
            district_facts=build_district_facts(districts, blocks, chance["district_facts"]),
        ),
        published=build_published(),
        scenarios=build_scenarios(),
        setting_overrides={},
        background=build_background(lines, wards),
        readings=read_readings(),
    )


def build_blocks(
    lines: CityLines,
    wards: gpd.GeoDataFrame,
    schools: gpd.GeoDataFrame,
    chance: dict[str, np.random.Generator],
) -> gpd.GeoDataFrame:
    """Return the ``Blocks`` table."""
    settled = build_settlement(lines, wards, schools, chance["settlement"])
    stations = shapely.union_all(lines.stations.geometry.to_numpy())
    middle = settled.geometry.representative_point().to_numpy()
    people = describe_people(settled, wards, shapely.distance(middle, stations), chance["people"])
    table = pd.concat([settled[["town", "district_id", "ward_code"]], people], axis=1)
    blocks = gpd.GeoDataFrame(table, geometry=settled.geometry.to_numpy(), crs=wards.crs)
    return blocks.assign(**dict.fromkeys(GROUND_HEIGHT, np.nan))[Blocks.columns()].sort_index()


def build_hazards(
    ground: Ground,
    wards: gpd.GeoDataFrame,
    blocks: gpd.GeoDataFrame,
    streets: gpd.GeoDataFrame,
    chance: dict[str, np.random.Generator],
) -> dict[str, gpd.GeoDataFrame]:
    """Return the hazard layers by name, sorted."""
    wave = tsunami(ground, raised_plots(ground, blocks, streets), chance["tsunami"])
    mesh = build_mesh(wards, blocks)
    layers = {
        "tsunami": wave,
        "yamato_flood": yamato_flood(ground, chance["yamato_flood"]),
        "small_rivers_flood": small_rivers_flood(ground, chance["small_rivers_flood"]),
        "storm_surge": storm_surge(ground, chance["storm_surge"]),
        "landslide": landslide(ground, blocks, chance["landslide"]),
        "inland_flood": inland_flood(ground, chance["inland_flood"]),
        "quake_nankai": quake_nankai(ground, mesh, blocks, wave),
        "quake_uemachi": quake_uemachi(ground, mesh, blocks),
        "shinminato_fire": shinminato_fire(wards),
    }
    return dict(sorted(layers.items()))
