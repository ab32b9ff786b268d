"""A toy city on a plane, with round numbers; every test derives its figures from this drawing.

    y
 1000  21──22  pier, joined to nothing (block G, 20 people)
  500  11───────12───────13───────14───────15      streets 111 112 113 114
        ·   B    │ P2             ·│  P3    E
        ·        │121              │122
    0   1───A─R──2─────C──3═══════4───P5─D─P4─5     streets 101 102 103 104
    x   0       500      1000     1500     2000

103 is the level crossing of 甲電鉄; 121 is the bridge 甲橋 over 甲川. The tsunami wets x ≤ 300 at
1,900 s and 300 < x ≤ 700 at 4,200 s; everybody seaward of x = 1,000 must leave; ground from
x = 1,400 on is safe. Ward 甲区 lies seaward of x = 1,000, ward 乙区 landward.
With ``TOY_OVERRIDES`` adults walk 1 m/s and people who need help 0.5 m/s, day and night, and
everybody leaves directly, 600 s after a quake at night.
"""

import copy
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point, box

from domain.bundle import BundleMeta, CityBundle, LayerSource, OrganisationStrength, Source
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.tables.city import (
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
from domain.vocabulary import DayTime, DeadlineKind, DestinationKind, HazardKind, OpenClass, Phase, Post

EPSG = 6674
TOY_OVERRIDES = {
    "movement.adult_speed_m_s": "1.0",
    "movement.assisted_speed_m_s": "0.5",
    "movement.night_factor": "1.0",
    "departure.direct_share": "1.0",
    "departure.after_task_share": "0.0",
}
D1, D2 = "271411-00001", "271420-00002"
#: Corner of the plane in the bundle's CRS, so that the toy lies on land near Sakai.
X0, Y0 = -47_000.0, -158_000.0


def toy_settings() -> Settings:
    """Settings that give round numbers."""
    return Settings().with_overrides(TOY_OVERRIDES)


def _at(x: float, y: float) -> Point:
    return Point(X0 + x, Y0 + y)


def _box(x1: float, y1: float, x2: float, y2: float):
    return box(X0 + x1, Y0 + y1, X0 + x2, Y0 + y2)


def _frame(model, rows, index):
    frame = pd.DataFrame(rows).set_index(index)
    if "geometry" in frame:
        frame = gpd.GeoDataFrame(frame, geometry="geometry", crs=EPSG)
    empty = model.empty_in(EPSG)
    kept = {
        column: frame[column].astype(empty[column].dtype)
        for column in model.columns()
        if column != "geometry"
    }
    frame = frame.assign(**kept)[model.columns()]
    return model.check(frame)


def _wards():
    return _frame(Wards, [
        {"ward_code": "271411", "name": "甲区", "name_en": "Ko Ward", "official_order": 1,
         "residents": 170, "households": 80, "geometry": _box(-600, -200, 1000, 1200)},
        {"ward_code": "271420", "name": "乙区", "name_en": "Otsu Ward", "official_order": 2,
         "residents": 180, "households": 90, "geometry": _box(1000, -200, 2200, 1200)},
    ], "ward_code")  # fmt: skip


def _districts():
    return _frame(Districts, [
        {"district_id": D1, "name": "甲", "name_en": "Ko", "ward_code": "271411", "unit": "推定",
         "geometry": _box(-600, -200, 1000, 1200)},
        {"district_id": D2, "name": "乙", "name_en": "Otsu", "ward_code": "271420", "unit": "推定",
         "geometry": _box(1000, -200, 2200, 1200)},
    ], "district_id")  # fmt: skip


#: block: x, y, residents, by day, people who need help, on power or care, living floors b1 1 2 3 4+ unknown
_BLOCKS = {
    "A": (100, 0, 60, 80, 10, 2, (0, 20, 30, 0, 10, 0)),
    "B": (400, 500, 40, 20, 4, 0, (0, 10, 30, 0, 0, 0)),
    "C": (900, 0, 50, 50, 0, 0, (0, 0, 50, 0, 0, 0)),
    "D": (1800, 0, 100, 60, 10, 0, (0, 0, 60, 20, 10, 10)),
    "E": (1900, 500, 80, 40, 6, 0, (0, 0, 80, 0, 0, 0)),
    "G": (-400, 1000, 20, 5, 0, 0, (0, 20, 0, 0, 0, 0)),
}


def _blocks():
    rows = []
    for name, (x, y, residents, daytime, support, power, floors) in _BLOCKS.items():
        district = D1 if x < 1000 else D2
        old = residents // 4
        rows.append({
            "block_id": f"M{district[:6]}-{name}", "town": f"{name}町", "district_id": district,
            "ward_code": district[:6], "residents": residents, "daytime_persons": daytime,
            "households": residents // 2, "age_0_14": residents // 10,
            "age_15_64": residents - residents // 10 - old, "age_65_74": old - old // 2,
            "age_75_plus": old // 2, "support_persons": support, "power_care_persons": power,
            "elderly_alone": old // 5,
            **dict(zip(["living_floor_b1", "living_floor_1", "living_floor_2", "living_floor_3",
                        "living_floor_4_plus", "living_floor_unknown"], floors, strict=True)),
            "ground_elevation_m": np.nan, "ground_elevation_error_m": np.nan,
            "geometry": _box(x - 10, y - 10, x + 10, y + 10),
        })  # fmt: skip
    return _frame(Blocks, sorted(rows, key=lambda row: row["block_id"]), "block_id")


_NODES = {
    1: (0, 0), 2: (500, 0), 3: (1000, 0), 4: (1500, 0), 5: (2000, 0),
    11: (0, 500), 12: (500, 500), 13: (1000, 500), 14: (1500, 500), 15: (2000, 500),
    21: (-500, 1000), 22: (-300, 1000),
}  # fmt: skip
_STREETS = {
    101: (1, 2), 102: (2, 3), 103: (3, 4), 104: (4, 5), 111: (11, 12), 112: (12, 13),
    113: (13, 14), 114: (14, 15), 121: (2, 12), 122: (4, 14), 201: (21, 22),
}  # fmt: skip


def _nodes():
    rows = [
        {"node_id": node, "elevation_m": 2.0 + max(x, 0) / 100, "geometry": _at(x, y)}
        for node, (x, y) in _NODES.items()
    ]
    return _frame(Nodes, rows, "node_id")


def _streets():
    rows = []
    for street, (u, v) in _STREETS.items():
        line = LineString([_at(*_NODES[u]), _at(*_NODES[v])])
        rows.append({
            "street_id": street, "u": u, "v": v, "length_m": line.length, "width_m": 6.0,
            "width_origin": "model", "highway": "residential",
            "name": "甲橋" if street == 121 else "", "bridge": street == 121, "tunnel": False,
            "underpass": False, "steps": False, "level_crossing": street == 103,
            "crosses": {121: "甲川", 103: "甲電鉄"}.get(street, ""), "slope": 0.0, "geometry": line,
        })  # fmt: skip
    return _frame(Streets, rows, "street_id")


def _place(place_id, name, xy, facility_type, roles, flags, **known):
    row = {
        "place_id": place_id, "name": name, "address": "模擬市", "facility_type": facility_type,
        "floor_area_m2": np.nan, "refuge_area_m2": np.nan, "open_area_m2": np.nan,
        "floors": pd.NA, "structure": "", "built_year": pd.NA, "refuge_capacity_persons": pd.NA,
        "stay_capacity_persons": pd.NA, "official_capacity_persons": pd.NA,
        "official_capacity_standard": "", "direct_admission": "unknown",
        "ground_elevation_m": np.nan, "ground_elevation_error_m": np.nan,
    }  # fmt: skip
    for role in ("emergency_site", "shelter", "welfare_shelter", "refuge_building"):
        row[role] = role in roles
    for kind in HazardKind:
        row[kind.value] = kind in flags
    district = D1 if xy[0] < 1000 else D2
    return row | known | {"ward_code": district[:6], "district_id": district, "geometry": _at(*xy)}


def _places():
    quake, flood, tsunami, fire = (
        HazardKind.EARTHQUAKE, HazardKind.FLOOD, HazardKind.TSUNAMI, HazardKind.LARGE_FIRE,
    )  # fmt: skip
    return _frame(Places, [
        _place("E2714000001", "甲小学校", (600, 500), "elementary_school", {"emergency_site", "shelter"},
               {quake, flood}, floor_area_m2=100.0, floors=3, structure="RC", built_year=1990),
        _place("E2714000002", "乙小学校", (1700, 500), "elementary_school", {"emergency_site", "shelter"},
               {quake, flood}, floor_area_m2=500.0, floors=3, structure="RC", built_year=1990),
        _place("E2714000003", "乙の里", (1900, 0), "welfare", {"welfare_shelter"}, set(),
               stay_capacity_persons=20),
        _place("E2714000004", "乙公園", (1600, 0), "park", {"emergency_site"}, {quake, fire},
               open_area_m2=1000.0),
        _place("E2714000101", "甲ビル", (300, 0), "refuge_building", {"emergency_site", "refuge_building"},
               {tsunami}, refuge_capacity_persons=4, floors=5, structure="RC", built_year=1995),
    ], "place_id")  # fmt: skip


def _zones():
    return _frame(Zones, [
        {"zone_id": "tsunami-1", "kind": "tsunami", "zone_type": "evacuation_zone",
         "name": "津波避難対象地域", "geometry": _box(-600, -200, 1000, 1200)},
        {"zone_id": "tsunami-2", "kind": "tsunami", "zone_type": "safe_area",
         "name": "安全な区域", "geometry": _box(1400, -200, 2200, 1200)},
    ], "zone_id")  # fmt: skip


def _areas(rows):
    base = {
        "zone_type": "", "depth_m_min": np.nan, "depth_m_max": np.nan, "duration_h": np.nan,
        "arrival_time_s": np.nan, "intensity": np.nan, "collapse_share": np.nan,
        "half_collapse_share": np.nan, "burnt_share": np.nan, "water_cut_share": np.nan,
        "liquefaction_index": np.nan,
    }  # fmt: skip
    return _frame(HazardAreas, [base | {"area_id": i} | row for i, row in enumerate(rows)], "area_id")


def _hazards():
    shaken = {"intensity": 6.0, "half_collapse_share": 0.0, "burnt_share": 0.0, "water_cut_share": 0.5}
    return {
        "flood": _areas([
            {"kind": "flood", "depth_m_min": 0.5, "depth_m_max": 3.0, "duration_h": 12.0,
             "geometry": _box(1650, 300, 2200, 700)},
            {"kind": "flood", "zone_type": "house_collapse", "geometry": _box(1750, -100, 1850, 100)},
        ]),
        "quake": _areas([
            {"kind": "earthquake", "collapse_share": 0.5, **shaken,
             "geometry": _box(-600, -200, 1000, 1200)},
            {"kind": "earthquake", "collapse_share": 0.1, **shaken,
             "geometry": _box(1000, -200, 2200, 1200)},
        ]),
        "tsunami": _areas([
            {"kind": "tsunami", "depth_m_min": 1.0, "depth_m_max": 2.0, "arrival_time_s": 1900.0,
             "geometry": _box(-50, -200, 300, 800)},
            {"kind": "tsunami", "depth_m_min": 0.3, "depth_m_max": 1.0, "arrival_time_s": 4200.0,
             "geometry": _box(300, -200, 700, 800)},
        ]),
    }  # fmt: skip


def _organisations():
    organisations = _frame(Organisations, [
        {"org_id": "org-1", "district_id": D1, "name": "甲校区自主防災会", "households_covered": 80,
         "founded_year": 2000, "drills_in_year": 0, "drill_participants": 0,
         "district_plan_made": "no", "can_open_at_night": pd.NA},
        {"org_id": "org-2", "district_id": D2, "name": "乙校区自主防災会", "households_covered": 90,
         "founded_year": 1999, "drills_in_year": 2, "drill_participants": 40,
         "district_plan_made": "yes", "can_open_at_night": 3},
    ], "org_id")  # fmt: skip
    rows = []
    for org in ("org-1", "org-2"):
        for i, post in enumerate(Post):
            short = org == "org-1" and post is Post.RESCUE
            rows.append({
                "row": len(rows), "org_id": org, "post": post.value, "needed": 4,
                "filled": 1 if short else 4, "over_75": i % 2, "has_leader": not short,
                "has_deputy": not short, "leader_over_75": bool(i % 2) and not short,
            })  # fmt: skip
    return organisations, _frame(Posts, rows, "row")


def _district_facts():
    return _frame(DistrictFacts, [
        {"district_id": D1, "listed_persons": 14, "consented_persons": 5, "individual_plans": 2,
         "stock_meals": 300, "stock_water_l": 300.0, "association_share": 0.5},
        {"district_id": D2, "listed_persons": 16, "consented_persons": pd.NA, "individual_plans": pd.NA,
         "stock_meals": 900, "stock_water_l": 900.0, "association_share": np.nan},
    ], "district_id")  # fmt: skip


def _scenarios():
    common = {"season": "winter", "source": "模擬市", "is_model": True}
    scenarios = [
        HazardScenario(
            "toy-tsunami-night", "津波（夜）", "Tsunami, night", (HazardKind.TSUNAMI,), Phase.ESCAPE,
            ("tsunami",), "earthquake", {"warning": 180.0}, DeadlineKind.WATER_ARRIVAL, DayTime.NIGHT,
            (DestinationKind.SAFE_AREA, DestinationKind.REFUGE_BUILDING), OpenClass.EARTHQUAKE,
            day_after=None, **common),
        HazardScenario(
            "toy-flood", "洪水", "Flood", (HazardKind.FLOOD,), Phase.ESCAPE, ("flood",), "level3",
            {"level3": 0.0, "level4": 7200.0, "level5": 21600.0}, DeadlineKind.LEVEL5, DayTime.NIGHT,
            (DestinationKind.EMERGENCY_SITE,), OpenClass.WIND_WATER, day_after=None, **common),
        HazardScenario(
            "toy-quake", "地震", "Earthquake", (HazardKind.EARTHQUAKE,), Phase.STAY, ("quake",),
            "earthquake", {}, DeadlineKind.NONE, DayTime.NIGHT, (DestinationKind.SHELTER,),
            OpenClass.EARTHQUAKE, day_after=1, **common),
    ]  # fmt: skip
    return {scenario.scenario_id: scenario for scenario in scenarios}


def _meta(layers: tuple[str, ...]) -> BundleMeta:
    sources = tuple(
        LayerSource(
            layer,
            f"{layer}.parquet",
            (Source("模擬市の図面", "Apache-2.0", "2026-11-23"),),
            "0" * 64,
            is_model=True,
        )
        for layer in layers
    )
    return BundleMeta(1, "toy", "271403", "模擬市", "Toy City", EPSG, sources)


def make_toy_bundle() -> CityBundle:
    """Return the toy city; tables of its own at each call."""
    return copy.deepcopy(_made())


@cache
def _made() -> CityBundle:
    organisations, posts = _organisations()
    hazards = _hazards()
    layers = ("wards", "districts", "blocks", "nodes", "streets", "places", "zones", "facilities",
              *(f"hazards/{name}" for name in hazards), "organisations", "posts", "district_facts",
              "published", "scenarios")  # fmt: skip
    facility = {
        "facility_id": "F1", "name": "乙保育所", "facility_type": "nursery", "ward_code": "271420",
        "district_id": D2, "users_day": 30, "users_night": 0, "plan_made": "unknown",
        "drill_reported": "no", "geometry": _at(1950, 450),
    }  # fmt: skip
    published = {
        "row": 0, "scenario_id": "toy-quake", "scope": "271403", "measure": "evacuees_day1",
        "value_min": 100.0, "value_max": 100.0, "unit": "人", "source": "模擬市", "date": "2026",
        "note": "模擬市の想定", "note_en": "figure of the toy city",
    }  # fmt: skip
    return CityBundle(
        meta=_meta(layers), wards=_wards(), districts=_districts(), blocks=_blocks(), nodes=_nodes(),
        streets=_streets(), places=_places(), zones=_zones(),
        facilities=_frame(Facilities, [facility], "facility_id"), hazards=hazards,
        strength=OrganisationStrength(organisations, posts, _district_facts()),
        published=_frame(PublishedFigures, [published], "row"), scenarios=_scenarios(),
        setting_overrides={},
    )  # fmt: skip
