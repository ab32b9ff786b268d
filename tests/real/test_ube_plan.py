"""A plan runs on what was not made for us: Ube's walking network, its shelters, people on a grid.

The zone and the water are ours (a strip along the shore in the south), so that there is something
to plan for; streets, heights, places and capacities are real.
"""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
import shapely

from data.bundle import bundle_faults
from data.imports.place_identity import listed_places
from data.readers.ksj_p20 import CAPACITY_STANDARD
from data.readers.osmnx_streets import read_osmnx_streets
from data.readers.place_files import read_place_file
from data.readers.place_list import OwnEntries
from data.readers.place_table import build_place_table
from domain.bundle import BundleMeta, CityBundle, LayerSource, OrganisationStrength, Source
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.tables import city as tables
from domain.tables import organisations
from domain.vocabulary import (
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    OpenClass,
    Outcome,
    Phase,
    Severity,
)
from planning.case import Case
from planning.plan import Plan
from tests.made import Made, make
from tests.real.grid_people import GridArea, grid_blocks

pytestmark = pytest.mark.real

#: Plane rectangular system III: Yamaguchi.
EPSG = 6671
WARD, DISTRICT = "352021", "352021-00001"
PERSONS = 100_000
#: Ground below this [m] is drawn as wet, from this on as safe.
LOW_M, SAFE_M = 3.0, 8.0


def _outline(nodes: gpd.GeoDataFrame) -> shapely.Geometry:
    hull = shapely.convex_hull(shapely.MultiPoint(np.asarray(nodes.geometry.array)))
    return shapely.buffer(hull, 2_000)


def _ground(nodes: gpd.GeoDataFrame, rows: pd.Series) -> shapely.Geometry:
    """The cells of 250 m around the corners chosen."""
    chosen = nodes[rows.to_numpy()]
    return shapely.union_all(shapely.buffer(np.asarray(chosen.geometry.array), 125, cap_style="square"))


def _area(table: type, index: str, geometry: shapely.Geometry, **values: object) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame([values], geometry=[geometry], crs=EPSG).set_index(index)
    return table.check(frame[table.columns()])


def ube(real_file: Callable[[str], Path]) -> CityBundle:
    network = read_osmnx_streets(real_file("networks/ube/ube_walk_edges.parquet"), epsg=EPSG)
    shelters = read_place_file(real_file("formats/ksj/P20-12_ube_shelters_shp.zip"), OwnEntries())
    assert all(fault.severity is Severity.WARNING for fault in (*network.faults, *shelters.faults))
    outline = _outline(network.nodes)
    wards = _area(
        tables.Wards, "ward_code", outline, ward_code=WARD, name="宇部市", name_en="Ube City",
        official_order=1, residents=PERSONS, households=PERSONS // 2,
    )  # fmt: skip
    districts = _area(
        tables.Districts, "district_id", outline, district_id=DISTRICT, name="全域", name_en="Whole city",
        ward_code=WARD, unit="推定",
    )  # fmt: skip
    listed = listed_places([shelters])
    places = build_place_table(listed.places, wards, districts, standard=CAPACITY_STANDARD).places
    # The place lists are of 2012; in this test whoever is high enough may be used in a tsunami.
    places = gpd.GeoDataFrame(tables.Places.check(places.assign(tsunami=True)))
    low = network.nodes["elevation_m"] < LOW_M
    wet = _ground(network.nodes, low)
    hazard = _area(
        tables.HazardAreas, "area_id", wet, area_id=0, kind="tsunami", zone_type="", depth_m_min=1.0,
        depth_m_max=2.0, duration_h=6.0, arrival_time_s=3600.0, intensity=np.nan, collapse_share=np.nan,
        half_collapse_share=np.nan, burnt_share=np.nan, water_cut_share=np.nan,
        liquefaction_index=np.nan,
    )  # fmt: skip
    zone = {"zone_id": "tsunami-1", "kind": "tsunami", "zone_type": "evacuation_zone", "name": "低い土地"}
    names = (
        "wards",
        "districts",
        "blocks",
        "nodes",
        "streets",
        "places",
        "zones",
        "hazards/tsunami",
        "scenarios",
    )
    layers = tuple(LayerSource(n, f"{n}.x", (Source("test", ""),), "0" * 64, is_model=True) for n in names)
    scenario = HazardScenario(
        "ube-tsunami", "津波", "Tsunami", (HazardKind.TSUNAMI,), Phase.ESCAPE, ("tsunami",), "earthquake",
        {"warning": 180.0}, DeadlineKind.WATER_ARRIVAL, DayTime.NIGHT, (DestinationKind.EMERGENCY_SITE,),
        OpenClass.EARTHQUAKE, "winter", None, "test", is_model=True,
    )  # fmt: skip
    return CityBundle(
        meta=BundleMeta(1, "ube", "352021", "宇部市", "Ube City", EPSG, layers),
        wards=wards, districts=districts,
        blocks=grid_blocks(network.nodes, PERSONS, GridArea(WARD, DISTRICT)),
        nodes=network.nodes, streets=network.streets, places=places,
        zones=_area(tables.Zones, "zone_id", wet, **zone),
        facilities=tables.Facilities.empty_in(EPSG), hazards={"tsunami": hazard},
        strength=OrganisationStrength(
            organisations.Organisations.empty_in(), organisations.Posts.empty_in(),
            organisations.DistrictFacts.empty_in(),
        ),
        published=organisations.PublishedFigures.empty_in(),
        scenarios={scenario.scenario_id: scenario}, setting_overrides={},
    )  # fmt: skip


@pytest.fixture(scope="module")
def bundle(real_file: Callable[[str], Path]) -> CityBundle:
    return ube(real_file)


@pytest.fixture(scope="module")
def made(bundle: CityBundle) -> Made:
    return make(bundle, "ube-tsunami", Settings())


def test_the_network_is_the_whole_walking_network(case: Case, plan: Plan):
    # 10,403 nodes in the file, 10,387 of them in its largest part.
    assert len(case.city.nodes) == 10_387
    assert nx.is_weakly_connected(plan.graph(case))


def test_the_city_made_of_real_files_has_no_error(bundle: CityBundle):
    errors = [fault for fault in bundle_faults(bundle) if fault.severity is Severity.ERROR]
    assert errors == []


def test_everybody_is_counted_once(plan: Plan):
    city = plan.ledgers.city.iloc[0]
    assert city["persons"] == PERSONS
    assert city[[outcome.value for outcome in Outcome]].sum() == PERSONS
    assert 0 < city["outside"] < PERSONS


def test_the_real_capacities_bind(case: Case, plan: Plan):
    known = plan.loads["capacity_persons"].notna()
    loads = plan.loads[known]
    assert (loads["assigned_persons"] <= loads["capacity_persons"]).all()
    assert plan.ledgers.city.iloc[0]["emergency_site"] > 0
    # Five of the 42 places say −1: unknown capacity is not a seat.
    assert case.city.places["official_capacity_persons"].isna().sum() == 5
    assert (plan.loads.loc[~known, "assigned_persons"] == 0).all()


def test_every_route_is_a_path_in_the_real_network(case: Case, plan: Plan):
    graph = plan.graph(case)
    assert len(plan.routes) > 0
    assert all(nx.is_path(graph, list(path)) for path in plan.routes["node_path"])
