"""A plain made from nothing: blocks in a row of 100 m squares, places at their centres, one street."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point, box

from domain.bundle import BundleMeta, CityBundle, OrganisationStrength
from domain.scenario import HazardScenario
from domain.tables.city import (
    GROUND_HEIGHT,
    Blocks,
    Districts,
    Facilities,
    HazardAreas,
    Nodes,
    Places,
    Streets,
    Wards,
    Zones,
)
from domain.tables.organisations import DistrictFacts, Organisations, Posts, PublishedFigures
from domain.vocabulary import DayTime, DeadlineKind, DestinationKind, HazardKind, OpenClass, Phase

EPSG = 6674
SIDE_M = 100.0


def square(number: int, *, start: float = 0.0, end: float = 1.0) -> Any:
    """Return the part of square ``number`` between two shares of its width."""
    left = number * SIDE_M
    return box(left + start * SIDE_M, 0, left + end * SIDE_M, SIDE_M)


def make_blocks(floors: Sequence[Sequence[int]], **columns: Any) -> gpd.GeoDataFrame:
    """Return blocks with people on the floors b1, 1, 2, 3, 4+, unknown of each."""
    count = len(floors)
    people = np.asarray(floors, dtype=np.int64).reshape(count, 6)
    residents = people.sum(axis=1)
    zeros = np.zeros(count, dtype=np.int64)
    data: dict[str, Any] = {
        "town": ["町"] * count,
        "district_id": ["271411-00001"] * count,
        "ward_code": ["271411"] * count,
        "residents": residents,
        "daytime_persons": residents,
        "households": zeros,
        "age_0_14": zeros,
        "age_15_64": residents,
        "age_65_74": zeros,
        "age_75_plus": zeros,
        "support_persons": zeros,
        "power_care_persons": zeros,
        "elderly_alone": zeros,
        "living_floor_b1": people[:, 0],
        "living_floor_1": people[:, 1],
        "living_floor_2": people[:, 2],
        "living_floor_3": people[:, 3],
        "living_floor_4_plus": people[:, 4],
        "living_floor_unknown": people[:, 5],
        "ground_elevation_m": np.full(count, np.nan),
        "ground_elevation_error_m": np.full(count, np.nan),
    }
    data.update({name: np.asarray(value) for name, value in columns.items()})
    index = pd.Index([f"M271411-{number:05d}" for number in range(count)], dtype="str", name="block_id")
    geometry = [square(number) for number in range(count)]
    frame = gpd.GeoDataFrame(data, geometry=geometry, index=index, crs=EPSG)
    return frame.astype({"town": "str", "district_id": "str", "ward_code": "str"})


def make_area(geometry: Any, kind: HazardKind, **values: Any) -> dict[str, Any]:
    """Return one row of ``HazardAreas``; what is not given is NaN."""
    row: dict[str, Any] = {name: np.nan for name in HazardAreas.columns() if name != "geometry"}
    return {**row, "kind": kind.value, "zone_type": "", "geometry": geometry, **values}


def make_layer(*rows: dict[str, Any]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(list(rows), geometry="geometry", crs=EPSG)
    frame.index = pd.Index(np.arange(len(rows), dtype=np.int64), name="area_id")
    floats = [n for n in HazardAreas.columns() if n not in ("kind", "zone_type", "geometry")]
    frame = frame.astype({"kind": "str", "zone_type": "str", **dict.fromkeys(floats, "float64")})
    return gpd.GeoDataFrame(HazardAreas.check(frame), crs=EPSG)


def make_zones(*rows: tuple[HazardKind, str, Any]) -> gpd.GeoDataFrame:
    if not rows:
        return gpd.GeoDataFrame(Zones.empty_in(EPSG), crs=EPSG)
    frame = gpd.GeoDataFrame(
        {
            "kind": [kind.value for kind, _, _ in rows],
            "zone_type": [zone_type for _, zone_type, _ in rows],
            "name": ["区域"] * len(rows),
        },
        geometry=[geometry for _, _, geometry in rows],
        index=pd.Index([f"z{n}" for n in range(len(rows))], dtype="str", name="zone_id"),
        crs=EPSG,
    )
    return frame.astype({"kind": "str", "zone_type": "str", "name": "str"})


def make_streets(lines: Sequence[Any], **columns: Any) -> gpd.GeoDataFrame:
    count = len(lines)
    falses = np.zeros(count, dtype=bool)
    data: dict[str, Any] = {
        "u": np.arange(count, dtype=np.int64),
        "v": np.arange(1, count + 1, dtype=np.int64),
        "length_m": [line.length for line in lines],
        "width_m": np.full(count, 4.0),
        "width_origin": ["model"] * count,
        "highway": ["residential"] * count,
        "name": [""] * count,
        "bridge": falses,
        "tunnel": falses,
        "underpass": falses,
        "steps": falses,
        "level_crossing": falses,
        "crosses": [""] * count,
        "slope": np.zeros(count),
    }
    data.update({name: np.asarray(value) for name, value in columns.items()})
    index = pd.Index(np.arange(count, dtype=np.int64), name="street_id")
    frame = gpd.GeoDataFrame(data, geometry=list(lines), index=index, crs=EPSG)
    return frame.astype(dict.fromkeys(["width_origin", "highway", "name", "crosses"], "str"))


def street_in(number: int) -> LineString:
    """Return a street that lies wholly inside square ``number``."""
    left = number * SIDE_M
    return LineString([(left + 10, 50), (left + 90, 50)])


def make_places(numbers: Sequence[float], **columns: Any) -> gpd.GeoDataFrame:
    """Return places at the centres of squares: emergency sites and shelters without a flag."""
    count = len(numbers)
    unknown = pd.array([None] * count, dtype="Int64")
    data: dict[str, Any] = {
        name: ["場所"] * count for name in ("name", "address", "facility_type", "structure")
    }
    data["structure"] = [""] * count
    data["official_capacity_standard"] = [""] * count
    data["ward_code"], data["district_id"] = ["271411"] * count, ["271411-00001"] * count
    data["direct_admission"] = ["unknown"] * count
    for name in ("emergency_site", "shelter"):
        data[name] = np.ones(count, dtype=bool)
    for name in ("welfare_shelter", "refuge_building", *[kind.value for kind in HazardKind]):
        data[name] = np.zeros(count, dtype=bool)
    for name in ("floor_area_m2", "refuge_area_m2", "open_area_m2", *GROUND_HEIGHT):
        data[name] = np.full(count, np.nan)
    for name in ("floors", "built_year", "refuge_capacity_persons", "stay_capacity_persons"):
        data[name] = unknown
    data["official_capacity_persons"] = unknown
    data.update(columns)
    words = ["name", "address", "facility_type", "structure", "official_capacity_standard"]
    words += ["ward_code", "district_id", "direct_admission"]
    frame = gpd.GeoDataFrame(
        data,
        geometry=[Point((number + 0.5) * SIDE_M, 50) for number in numbers],
        index=pd.Index([f"P{n:04d}" for n in range(count)], dtype="str", name="place_id"),
        crs=EPSG,
    )
    whole = ["floors", "built_year", "refuge_capacity_persons", "stay_capacity_persons"]
    whole += ["official_capacity_persons"]
    frame = frame.astype({**dict.fromkeys(words, "str"), **dict.fromkeys(whole, "Int64")})
    return gpd.GeoDataFrame(Places.check(frame), crs=EPSG)


def make_scenario(*kinds: HazardKind, **changes: Any) -> HazardScenario:
    base = HazardScenario(
        scenario_id="test",
        name="試験",
        name_en="test",
        kinds=kinds,
        phase=Phase.ESCAPE,
        layers=("layer",),
        t0="level3",
        alerts_s={"level3": 0.0, "level4": 7200.0, "level5": 14400.0},
        deadline=DeadlineKind.LEVEL5,
        day_time=DayTime.NIGHT,
        targets=(DestinationKind.EMERGENCY_SITE,),
        open_class=OpenClass.WIND_WATER,
        season="summer",
        day_after=None,
        source="",
        is_model=True,
    )
    return replace(base, **changes)


@cache
def _empty(table: Any) -> Any:
    """A table without rows, made once: nobody changes it."""
    return table.empty_in(EPSG)


def make_bundle(blocks: gpd.GeoDataFrame, layer: gpd.GeoDataFrame | None = None, **layers: Any) -> CityBundle:
    """Return a bundle with one hazard layer named ``layer``; what is not given is empty."""

    base: dict[str, Any] = {
        "meta": BundleMeta(1, "hash", "271403", "市", "City", EPSG, ()),
        "wards": _empty(Wards),
        "districts": _empty(Districts),
        "blocks": Blocks.check(blocks),
        "nodes": _empty(Nodes),
        "streets": _empty(Streets),
        "places": _empty(Places),
        "zones": _empty(Zones),
        "facilities": _empty(Facilities),
        "hazards": {} if layer is None else {"layer": layer},
        "strength": OrganisationStrength(_empty(Organisations), _empty(Posts), _empty(DistrictFacts)),
        "published": _empty(PublishedFigures),
        "scenarios": {},
        "setting_overrides": {},
    }
    return CityBundle(**{**base, **layers})
