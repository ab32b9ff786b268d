"""A tiny plan written by hand: two wards, three districts, awkward names, every unknown.

Figures (persons): block M271411-00001 has 120 (general 80 to the safe area, 20 not leaving, 20 without
a place: no capacity), M271411-00002 has 90 (assisted 6 and general 60 to P1, 24 too late),
M271411-00003 has 50 (stay home 30, capacity unknown 20), M271420-00001 has 40, all outside.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
from shapely.geometry import LineString, Point, box

from domain.bundle import BundleMeta, CityBundle, LayerSource
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.tables import city, organisations, stages
from domain.vocabulary import (
    DayTime,
    DeadlineKind,
    HazardKind,
    OpenClass,
    Outcome,
    Phase,
    Post,
    Preset,
    TargetKind,
)
from evacuation.network import Network
from planning.plan import Ledgers, Plan, PlanFacts

EPSG = 6674
X0, Y0 = -45_000.0, -158_000.0
FORMULA_NAME = "=SUM(A1:A9)小学校"
RARE_NAME = "𠮷野公民館"
MARKUP_NAME = "<script>alert(1)</script>工場"
BLOCKS = ["M271411-00001", "M271411-00002", "M271411-00003", "M271420-00001"]
DISTRICTS = ["271411-00001", "271411-00002", "271420-00001"]
PLACES = ["E2714000001", "E2714000002", "E2714000003", "E2714000004"]


def _frame(data: dict[str, object], index: list[object], name: str) -> pd.DataFrame:
    return pd.DataFrame(data, index=pd.Index(index, name=name))


def _geo(data: dict[str, object], index: list[object], name: str) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(_frame(data, index, name), geometry="geometry", crs=EPSG)


def _square(x: float, y: float, size: float, height: float | None = None) -> object:
    return box(X0 + x, Y0 + y, X0 + x + size, Y0 + y + (height or size))


def _wards() -> gpd.GeoDataFrame:
    return _geo(
        {
            "name": ["堺区", "中区"],
            "name_en": ["Sakai-ku", "Naka-ku"],
            "official_order": [1, 2],
            "residents": [260, 40],
            "households": [130, 20],
            "geometry": [_square(0, 0, 600, 300), _square(600, 0, 300)],
        },
        ["271411", "271420"],
        "ward_code",
    )


def _districts() -> gpd.GeoDataFrame:
    return _geo(
        {
            "name": ["浜校区", "丘校区", "深井校区"],
            "name_en": ["Hama", "Oka", "Fukai"],
            "ward_code": ["271411", "271411", "271420"],
            "unit": ["推定", "自治連合会区域", "推定"],
            "geometry": [_square(0, 0, 300), _square(300, 0, 300), _square(600, 0, 300)],
        },
        DISTRICTS,
        "district_id",
    )


def _blocks() -> gpd.GeoDataFrame:
    persons = [120, 90, 50, 40]
    return _geo(
        {
            "town": ["浜町一丁", "浜町二丁", "丘町", "深井町"],
            "district_id": [DISTRICTS[0], DISTRICTS[0], DISTRICTS[1], DISTRICTS[2]],
            "ward_code": ["271411", "271411", "271411", "271420"],
            "residents": persons,
            "daytime_persons": [100, 60, 40, 30],
            "households": [60, 45, 25, 20],
            "age_0_14": [12, 9, 5, 4],
            "age_15_64": [70, 50, 28, 22],
            "age_65_74": [18, 15, 8, 7],
            "age_75_plus": [20, 16, 9, 7],
            "support_persons": [10, 6, 4, 3],
            "power_care_persons": [1, 0, 1, 0],
            "elderly_alone": [8, 6, 3, 2],
            "living_floor_b1": [0, 0, 0, 0],
            "living_floor_1": [20, 20, 10, 10],
            "living_floor_2": [60, 40, 20, 20],
            "living_floor_3": [20, 10, 10, 5],
            "living_floor_4_plus": [10, 10, 5, 5],
            "living_floor_unknown": [10, 10, 5, 0],
            "geometry": [
                _square(40, 40, 90),
                _square(160, 150, 90),
                _square(340, 100, 90),
                _square(700, 100, 90),
            ],
        },
        BLOCKS,
        "block_id",
    )


def _streets() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    xs, ys = range(0, 1000, 100), range(0, 400, 100)
    node_of = {(x, y): i for i, (x, y) in enumerate((x, y) for x in xs for y in ys)}
    nodes = _geo(
        {
            "elevation_m": np.linspace(1.0, 30.0, len(node_of)),
            "geometry": [Point(X0 + x, Y0 + y) for x, y in node_of],
        },
        list(range(len(node_of))),
        "node_id",
    )
    pairs = [((x, y), (x + 100, y)) for x, y in node_of if (x + 100, y) in node_of]
    pairs += [((x, y), (x, y + 100)) for x, y in node_of if (x, y + 100) in node_of]
    count = len(pairs)
    widths = np.where(np.arange(count) % 5 == 0, 12.0, 4.0)
    widths[1] = np.nan
    streets = _geo(
        {
            "u": [node_of[a] for a, _ in pairs],
            "v": [node_of[b] for _, b in pairs],
            "length_m": np.full(count, 100.0),
            "width_m": widths,
            "width_origin": ["model"] * count,
            "highway": ["residential"] * count,
            "name": [""] * count,
            "bridge": [False] * count,
            "tunnel": [False] * count,
            "underpass": [False] * count,
            "steps": [False] * count,
            "level_crossing": [False] * count,
            "crosses": [""] * count,
            "slope": np.zeros(count),
            "geometry": [LineString([(X0 + a[0], Y0 + a[1]), (X0 + b[0], Y0 + b[1])]) for a, b in pairs],
        },
        list(range(count)),
        "street_id",
    )
    return nodes, streets


def _places() -> gpd.GeoDataFrame:
    flags = {kind.value: [True, True, False, True] for kind in HazardKind if kind is not HazardKind.VOLCANO}
    return _geo(
        {
            "name": [FORMULA_NAME, RARE_NAME, "丘小学校", MARKUP_NAME],
            "address": ["堺区浜町１", "堺区浜町２", "堺区丘町３", "中区深井町４"],
            "ward_code": ["271411", "271411", "271411", "271420"],
            "district_id": [DISTRICTS[0], DISTRICTS[0], DISTRICTS[1], DISTRICTS[2]],
            "facility_type": ["school", "hall", "school", "park"],
            "emergency_site": [True, True, False, True],
            "shelter": [True, False, True, False],
            "welfare_shelter": [False] * 4,
            "refuge_building": [True, False, False, False],
            **flags,
            "volcano": [False] * 4,
            "floor_area_m2": [900.0, np.nan, 800.0, np.nan],
            "refuge_area_m2": [70.0, np.nan, np.nan, np.nan],
            "open_area_m2": [np.nan, np.nan, np.nan, 3000.0],
            "floors": pd.array([4, None, 3, None], dtype="Int64"),
            "structure": ["RC", "", "RC", ""],
            "built_year": pd.array([1995, None, 1988, None], dtype="Int64"),
            "refuge_capacity_persons": pd.array([None] * 4, dtype="Int64"),
            "stay_capacity_persons": pd.array([None] * 4, dtype="Int64"),
            "official_capacity_persons": pd.array([None] * 4, dtype="Int64"),
            "official_capacity_standard": [""] * 4,
            "direct_admission": ["unknown"] * 4,
            "geometry": [
                Point(X0 + 205, Y0 + 205),
                Point(X0 + 95, Y0 + 255),
                Point(X0 + 405, Y0 + 205),
                Point(X0 + 805, Y0 + 205),
            ],
        },
        PLACES,
        "place_id",
    )


def _hazard() -> gpd.GeoDataFrame:
    return _geo(
        {
            "kind": ["tsunami", "tsunami"],
            "zone_type": ["", ""],
            "depth_m_min": [0.5, 3.0],
            "depth_m_max": [3.0, np.inf],
            "duration_h": [np.nan, np.nan],
            "arrival_time_s": [6600.0, 6000.0],
            "intensity": [np.nan, np.nan],
            "collapse_share": [np.nan, np.nan],
            "half_collapse_share": [np.nan, np.nan],
            "burnt_share": [np.nan, np.nan],
            "water_cut_share": [np.nan, np.nan],
            "geometry": [_square(100, 0, 180, 300), _square(0, 0, 100, 300)],
        },
        [0, 1],
        "area_id",
    )


def _zones() -> gpd.GeoDataFrame:
    return _geo(
        {
            "kind": ["tsunami", "tsunami"],
            "zone_type": ["evacuation_zone", "safe_area"],
            "name": ["津波避難対象地域", "国道26号より東"],
            "geometry": [_square(0, 0, 300), _square(300, 0, 600, 300)],
        },
        ["EZ1", "SA1"],
        "zone_id",
    )


def _organisations() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    orgs = _frame(
        {
            "district_id": DISTRICTS,
            "name": ["浜自主防災会", "+丘自主防災会", "深井自主防災会"],
            "households_covered": pd.array([100, 25, None], dtype="Int64"),
            "founded_year": pd.array([1996, None, 2001], dtype="Int64"),
            "drills_in_year": pd.array([1, 0, None], dtype="Int64"),
            "drill_participants": pd.array([40, 0, None], dtype="Int64"),
            "district_plan_made": ["yes", "no", "unknown"],
            "can_open_at_night": pd.array([3, 0, None], dtype="Int64"),
        },
        ["O1", "O2", "O3"],
        "org_id",
    )
    posts = _frame(
        {
            "org_id": ["O1", "O1", "O2"],
            "post": [Post.HEADQUARTERS.value, Post.FIRE_FIGHTING.value, Post.HEADQUARTERS.value],
            "needed": [5, 8, 5],
            "filled": [5, 4, 0],
            "over_75": [2, 1, 0],
            "has_leader": [True, True, False],
            "has_deputy": [True, False, False],
            "leader_over_75": [False, True, False],
        },
        [0, 1, 2],
        "row",
    )
    facts = _frame(
        {
            "listed_persons": pd.array([16, 4, None], dtype="Int64"),
            "consented_persons": pd.array([7, 2, None], dtype="Int64"),
            "individual_plans": pd.array([3, 0, None], dtype="Int64"),
            "stock_meals": pd.array([300, 100, None], dtype="Int64"),
            "stock_water_l": [300.0, 100.0, np.nan],
            "association_share": [0.6, 0.5, np.nan],
        },
        DISTRICTS,
        "district_id",
    )
    return orgs, posts, facts


def _meta(*, is_model: bool) -> BundleMeta:
    ids = ["wards", "districts", "blocks", "nodes", "streets", "places", "zones", "hazards/tsunami"]
    ids += ["organisations", "posts", "district_facts", "published"]
    real = {"wards"}
    sources = tuple(
        LayerSource(
            layer=layer,
            file=f"{layer}.parquet",
            source="国土地理院" if layer == "places" else "Sonae モデル生成",
            licence="国土地理院コンテンツ利用規約" if layer == "places" else "CC BY 4.0",
            date="2025-10-27",
            sha256="0" * 64,
            is_model=is_model and layer not in real | {"places"},
            model_columns=("floor_area_m2", "refuge_area_m2") if is_model and layer == "places" else (),
            notices=("測量法に基づく国土地理院長承認の表示を確認すること",) if layer == "places" else (),
        )
        for layer in ids
    )
    return BundleMeta(1, "f" * 64, "271403", "堺市", "Sakai", EPSG, sources)


def _scenario(*, is_model: bool) -> HazardScenario:
    return HazardScenario(
        scenario_id="nankai-tsunami-night",
        name="南海トラフ巨大地震の津波（夜）",
        name_en="Nankai Trough tsunami (night)",
        kinds=(HazardKind.TSUNAMI,),
        phase=Phase.ESCAPE,
        layers=("tsunami",),
        t0="earthquake",
        alerts_s={"warning": 180.0},
        deadline=DeadlineKind.WATER_ARRIVAL,
        day_time=DayTime.NIGHT,
        targets=(TargetKind.SAFE_AREA, TargetKind.REFUGE_BUILDING),
        open_class=OpenClass.EARTHQUAKE,
        season="winter",
        day_after=None,
        source="大阪府 津波浸水想定 2013",
        is_model=is_model,
    )


def _bundle(*, is_model: bool) -> CityBundle:
    nodes, streets = _streets()
    orgs, posts, facts = _organisations()
    scenario = _scenario(is_model=is_model)
    return CityBundle(
        meta=_meta(is_model=is_model),
        wards=_wards(),
        districts=_districts(),
        blocks=_blocks(),
        nodes=nodes,
        streets=streets,
        places=_places(),
        zones=_zones(),
        facilities=gpd.GeoDataFrame(city.Facilities.empty_in(EPSG)),
        hazards={"tsunami": _hazard()},
        organisations=orgs,
        posts=posts,
        district_facts=facts,
        published=organisations.PublishedFigures.empty_in(),
        scenarios={scenario.scenario_id: scenario},
        setting_overrides={},
    )


def _assignment() -> pd.DataFrame:
    rows = [
        (0, 0, "general", "direct", "safe_area", "safe_area", 80, 600.0, 700.0, False, 0),
        (1, 0, "general", "not_leaving", "safe_area", "not_leaving", 20, 600.0, np.nan, False, -1),
        (2, 0, "general", "direct", "", "no_capacity", 20, 600.0, np.nan, False, -1),
        (3, 1, "assisted", "direct", PLACES[0], "refuge_building", 6, 600.0, 500.0, True, 1),
        (4, 1, "general", "direct", PLACES[0], "refuge_building", 60, 600.0, 300.0, True, 2),
        (5, 1, "general", "after_task", "", "too_late", 24, 1200.0, np.nan, False, -1),
        (6, 2, "general", "direct", "", "capacity_unknown", 20, 600.0, np.nan, False, -1),
    ]
    names = ["demand_id", "block", "walker", "departure", "target_id", "outcome", "persons"]
    names += ["departure_s", "walk_time_s", "in_district", "route_id"]
    frame = pd.DataFrame(rows, columns=names)
    frame.insert(1, "block_id", [BLOCKS[i] for i in frame.pop("block")])
    return frame.rename_axis("row")


def _routes(streets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    east = LineString([(X0 + x, Y0) for x in (100, 200, 300, 310)])
    near = LineString([(X0 + 200, Y0 + 100), (X0 + 200, Y0 + 200)])
    return _geo(
        {
            "block_id": [BLOCKS[0], BLOCKS[1], BLOCKS[1]],
            "walker": ["general", "assisted", "general"],
            "target_id": ["safe_area", PLACES[0], PLACES[0]],
            "persons": [80, 6, 60],
            "depart_s": [600.0, 600.0, 600.0],
            "arrive_s": [1300.0, 1100.0, 900.0],
            "latest_departure_s": [3000.0, 2500.0, np.inf],
            "length_m": [210.0, 100.0, 100.0],
            "walk_time_s": [700.0, 500.0, 300.0],
            "seaward": [False, False, False],
            "node_path": [(4, 8, 12), (9, 10), (9, 10)],
            "street_path": [(4, 8), (int(streets.index[-1]),), (int(streets.index[-1]),)],
            "geometry": [east, near, near],
        },
        [0, 1, 2],
        "route_id",
    )


def _ledger(bundle: CityBundle, assignment: pd.DataFrame) -> Ledgers:
    outcomes = [outcome.value for outcome in Outcome]
    wide = assignment.pivot_table(index="block_id", columns="outcome", values="persons", aggfunc="sum")
    wide = wide.reindex(index=BLOCKS, columns=outcomes).fillna(0).astype("int64")
    wide.loc[BLOCKS[2], "stay_home"] = 30
    wide.loc[BLOCKS[3], "outside"] = 40
    wide.insert(0, "persons", wide.sum(axis=1))
    wide["unknown_persons"] = [10, 10, 5, 0]
    wide.columns.name = None
    blocks = wide.rename_axis("area_id")
    district = blocks.groupby(bundle.blocks["district_id"].to_numpy()).sum().rename_axis("area_id")
    ward = blocks.groupby(bundle.blocks["ward_code"].to_numpy()).sum().rename_axis("area_id")
    city = pd.DataFrame([blocks.sum()], index=pd.Index(["271403"], name="area_id"))
    return Ledgers(blocks=blocks, districts=district, wards=ward, city=city)


def _usable() -> pd.DataFrame:
    return _frame(
        {
            "state": [
                "designated_inside",
                "designated_inside",
                "undesignated_outside",
                "designated_outside",
            ],
            "suitability": ["upper_floors", "to_confirm", "unusable", "usable"],
            "target_kind": ["refuge_building", "", "", "emergency_site"],
            "capacity_persons": pd.array([70, None, 160, 3000], dtype="Int64"),
            "capacity_standard": ["", "", "", ""],
            "area_per_person_m2": [1.0, np.nan, 3.5, 1.0],
            "in_plan": [True, False, False, True],
            "why_not": ["", "", "", ""],
            "opens_at_s": [0.0, 0.0, 0.0, 0.0],
        },
        PLACES,
        "place_id",
    )


def _loads() -> pd.DataFrame:
    return _frame(
        {
            "assigned_persons": [66, 0, 0, 0],
            "walking_persons": [66, 0, 0, 0],
            "assisted_persons": [6, 0, 0, 0],
            "capacity_persons": pd.array([70, None, 160, 3000], dtype="Int64"),
            "first_arrival_s": [900.0, np.nan, np.nan, np.nan],
            "last_arrival_s": [1100.0, np.nan, np.nan, np.nan],
            "early_persons": [0, 0, 0, 0],
        },
        PLACES,
        "place_id",
    )


def _exposures(bundle: CityBundle) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    blocks = _frame(
        {
            "present_persons": [120, 90, 50, 40],
            "concerned": [True, True, True, False],
            "depth_m_min": [3.0, 0.5, 0.0, 0.0],
            "depth_m_max": [np.inf, 3.0, 0.0, 0.0],
            "arrival_time_s": [6000.0, 6600.0, np.inf, np.inf],
            "outside_persons": [0, 0, 0, 40],
            "stay_home_persons": [0, 0, 30, 0],
            "must_leave_persons": [110, 80, 15, 0],
            "unknown_persons": [10, 10, 5, 0],
            "elsewhere_persons": [0, 0, 0, 0],
            "reason": ["", "", "", ""],
        },
        BLOCKS,
        "block_id",
    )
    places = _frame(
        {
            "exposed": [True, True, False, False],
            "water": [True, True, False, False],
            "depth_m_min": [0.5, 3.0, 0.0, 0.0],
            "depth_m_max": [3.0, np.inf, 0.0, 0.0],
            "duration_h": [np.nan] * 4,
            "arrival_time_s": [6600.0, 6000.0, np.inf, np.inf],
            "in_collapse_zone": [False] * 4,
            "kinds": ["tsunami", "tsunami", "", ""],
        },
        PLACES,
        "place_id",
    )
    count = len(bundle.streets)
    west = bundle.streets.geometry.bounds["maxx"].to_numpy() < X0 + 290
    streets = _frame(
        {
            "closes_at_s": np.where(west, 6000.0, np.inf),
            "in_hazard": west,
            "reason": np.where(west, "water_arrival", "").astype(object),
        },
        list(range(count)),
        "street_id",
    ).astype({"reason": "str"})
    return blocks, places, streets


def _indicators() -> pd.DataFrame:
    return _frame(
        {
            "area_id": [DISTRICTS[0], DISTRICTS[1], "271411", "271403"],
            "level": ["district", "district", "ward", "city"],
            "indicator": ["seats_escape", "seats_escape", "seats_escape", "seats_escape"],
            "pillar": ["public_help"] * 4,
            "unit": ["", "", "", ""],
            "value": [0.33, np.nan, 0.3, 9.0],
            "value_min": [0.30, np.nan, 0.25, 8.0],
            "value_max": [0.35, np.nan, 0.4, 9.5],
            "target": [1.0] * 4,
            "score": [33.0, np.nan, 30.0, 100.0],
            "status": ["partly_unknown", "not_surveyed", "partly_unknown", "known"],
            "band": ["below_target", "unknown", "below_target", "on_target"],
            "inputs": ['[{"name": "seats", "value": 70, "layer": "places"}]', "[]", "[]", "[]"],
            "is_model": [True] * 4,
        },
        [0, 1, 2, 3],
        "row",
    )


def _gaps() -> pd.DataFrame:
    return _frame(
        {
            "district_id": [DISTRICTS[0]],
            "rank": [1],
            "indicator": ["seats_escape"],
            "value": [0.33],
            "target": [1.0],
            "affected_persons": pd.array([20], dtype="Int64"),
            "cause": ["no_capacity"],
            "next_action": ["add_refuge"],
            "owner": ["ward"],
            "is_model": [True],
        },
        [0],
        "row",
    )


def _network(bundle: CityBundle) -> Network:
    def none(dtype: str) -> np.ndarray:
        return np.empty(0, dtype=dtype)

    nodes = bundle.nodes
    return Network(
        node_id=nodes.index.to_numpy(),
        x_m=nodes.geometry.x.to_numpy(),
        y_m=nodes.geometry.y.to_numpy(),
        arc_start=np.zeros(len(nodes) + 1, dtype="int32"),
        arc_head=none("int32"),
        arc_street=none("int32"),
        arc_length_m=none("float64"),
        arc_slope=none("float64"),
        arc_from_share=none("float64"),
        arc_to_share=none("float64"),
        arc_reverse=none("int32"),
        street_id=bundle.streets.index.to_numpy(),
        block_node=np.full(4, -1),
        place_node=np.full(4, -1),
        block_connector_m=np.zeros(4),
        place_connector_m=np.zeros(4),
    )


def _tables(bundle: CityBundle) -> dict[str, object]:
    blocks, places, streets = _exposures(bundle)
    assignment = _assignment()
    margin = _frame(
        {
            "block_id": [BLOCKS[0], BLOCKS[1], BLOCKS[1]],
            "walker": ["general", "assisted", "general"],
            "departure_s": [600.0, 600.0, 600.0],
            "latest_departure_s": [3000.0, 300.0, 4200.0],
            "margin_s": [2400.0, -300.0, 3600.0],
        },
        [0, 1, 2],
        "row",
    )
    return {
        "block_exposure": stages.BlockExposure.check(blocks),
        "place_exposure": stages.PlaceExposure.check(places),
        "street_exposure": stages.StreetExposure.check(streets),
        "usable_places": stages.UsablePlaces.check(_usable()),
        "demand": stages.Demand.empty_in(),
        "margin": stages.BlockMargin.check(margin),
        "assignment": stages.Assignment.check(assignment),
        "routes": stages.Routes.check(_routes(bundle.streets)),
        "loads": stages.PlaceLoads.check(_loads()),
        "ledgers": _ledger(bundle, assignment),
        "indicators": stages.Indicators.check(_indicators()),
        "gaps": stages.Gaps.check(_gaps()),
    }


def _official() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "scope": ["271403"],
            "measure": ["tsunami_zone_persons"],
            "value_min": [250.0],
            "value_max": [np.inf],
            "ours": [260.0],
            "unit": ["人"],
            "source": ["堺市 津波避難計画"],
            "date": ["2024-06"],
            "note": [""],
            "note_en": [""],
        }
    )


def make_sample_plan(*, is_model: bool = True) -> Plan:
    """Return the hand-written plan, on model data or (for contrast) on real data."""
    bundle = _bundle(is_model=is_model)
    tables = _tables(bundle)
    if not is_model:
        for name in ("indicators", "gaps"):
            tables[name] = tables[name].assign(is_model=False)
    return Plan(
        key="a" * 64,
        bundle=bundle,
        scenario=bundle.scenarios["nankai-tsunami-night"],
        settings=Settings.preset(Preset.TARGET),
        preset=Preset.TARGET,
        network=_network(bundle),
        node_latest_departure_s=np.full(len(bundle.nodes), np.inf),
        origin_load=pd.DataFrame(
            {"271411": [66, 0], "271420": [0, 0], "safe_area": [80, 0]},
            index=pd.Index(["271411", "271420"], name="ward_code"),
        ),
        official=_official(),
        facts=PlanFacts(
            margin_known=True,
            negative_margin_persons=6,
            seaward_persons=0,
            out_of_district_persons=0,
            split_blocks=1,
            walk_time_mean_s=520.0,
            walk_time_max_s=700.0,
            far_persons=0,
            unreachable_blocks=(),
            unreachable_places=(),
        ),
        provenance=bundle.meta.layers,
        **tables,
    )
