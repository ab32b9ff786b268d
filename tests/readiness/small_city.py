"""A city of four blocks whose readiness can be worked out on paper.

Wards: 271411 (second in official order) with districts D1 and D2; 271420 (first) with D3.

block  district  present  households  outside  home  must leave  unknown  of these elsewhere
A      D1        100      40          0        0     90          10       0
B      D1        50       20          20       10    20          0        0
C      D2        80       30          0        0     80          0        20
D      D3        70       30          70       0     0           0        0   (not concerned)

A: 60 walk 300 s to P1, 25 walk 600 s to the safe area, 15 are too late. B: 20 capacity unknown.
C: 30 walk 900 s to P2, 20 find no capacity (8 of them are assumed not to leave), 10 do not leave
(they would go to the safe area). Without a place, B and 12 of C can still walk out of the area.
P1 in D1 has 50 seats, P2 in D2 an unknown number, P3 in D3 has 100; P4 in D3 is not in the plan.
"""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
from shapely.geometry import box

from domain.bundle import BundleMeta, CityBundle, LayerSource, OrganisationStrength, Source
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import DayTime, DeadlineKind, DestinationKind, HazardKind, OpenClass, Phase
from readiness.indicators import ReadinessInputs
from readiness.ledger import build_ledgers

W1, W2, CITY = "271411", "271420", "271403"
D1, D2, D3 = "271411-00001", "271411-00002", "271420-00001"
EPSG = 6674
LAYERS = (
    "wards", "districts", "blocks", "nodes", "streets", "places", "zones", "facilities", "organisations",
    "posts", "district_facts", "hazards/tsunami",
)  # fmt: skip

SCENARIO = HazardScenario(
    scenario_id="small-tsunami", name="小津波", name_en="Small tsunami", kinds=(HazardKind.TSUNAMI,),
    phase=Phase.ESCAPE, layers=("tsunami",), t0="earthquake", alerts_s={"warning": 180.0},
    deadline=DeadlineKind.WATER_ARRIVAL, day_time=DayTime.NIGHT,
    targets=(DestinationKind.SAFE_AREA, DestinationKind.EMERGENCY_SITE), open_class=OpenClass.EARTHQUAKE,
    season="winter", day_after=None, source="", is_model=True,
)  # fmt: skip


def frame(index_name: str, index: list[object], **columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(index, name=index_name))


def ints(*values: int | None) -> pd.Series:
    return pd.array(list(values), dtype="Int64")


def wards() -> gpd.GeoDataFrame:
    table = frame("ward_code", [W1, W2], official_order=[2, 1])
    shapes = [box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)]  # 100 ha each
    return gpd.GeoDataFrame(table, geometry=shapes, crs=EPSG)


def districts() -> pd.DataFrame:
    return frame("district_id", [D1, D2, D3], ward_code=[W1, W1, W2])


def blocks() -> gpd.GeoDataFrame:
    table = frame(
        "block_id", ["A", "B", "C", "D"], district_id=[D1, D1, D2, D3], ward_code=[W1, W1, W1, W2],
        residents=[100, 50, 80, 70], households=[40, 20, 30, 30],
    )  # fmt: skip
    shapes = [box(x, 100, x + 100, 200) for x in (100, 300, 600, 1500)]
    return gpd.GeoDataFrame(table, geometry=shapes, crs=EPSG)


def places() -> pd.DataFrame:
    return frame(
        "place_id", ["P1", "P2", "P3", "P4"], district_id=[D1, D2, D3, D3], ward_code=[W1, W1, W2, W2]
    )


def usable_places() -> pd.DataFrame:
    return frame(
        "place_id", ["P1", "P2", "P3", "P4"],
        state=["designated_inside", "designated_inside", "designated_outside", "undesignated_outside"],
        suitability=["upper_floors", "to_confirm", "usable", "usable"],
        standing=["upper_floors", "to_confirm", "usable", "not_destination"],
        capacity_persons=ints(50, None, 100, 500), in_plan=[True, True, True, False],
        for_care=[False] * 4,
    )  # fmt: skip


def openable() -> pd.DataFrame:
    """Nobody on opening duty is on record anywhere."""
    return frame(
        "place_id", ["P1", "P2", "P3", "P4"], seats_min=[0, 0, 0, 0], seats_max=ints(50, None, 100, 500),
        openers=ints(None, None, None, None), is_surveyed=[False] * 4,
    )  # fmt: skip


def block_exposure() -> pd.DataFrame:
    return frame(
        "block_id", ["A", "B", "C", "D"], present_persons=[100, 50, 80, 70],
        concerned=[True, True, True, False], outside_persons=[0, 20, 0, 70], stay_home_persons=[0, 10, 0, 0],
        must_leave_persons=[90, 20, 80, 0], unknown_persons=[10, 0, 0, 0], elsewhere_persons=[0, 0, 20, 0],
    )  # fmt: skip


def assignment() -> pd.DataFrame:
    nan = float("nan")
    table = pd.DataFrame(
        [
            ("A", "general", "direct", "P1", "emergency_site", 60, 300.0, False),
            ("A", "general", "direct", "safe_area", "safe_area", 25, 600.0, False),
            ("A", "assisted", "direct", "", "too_late", 15, nan, False),
            ("B", "general", "direct", "", "capacity_unknown", 20, nan, True),
            ("C", "general", "direct", "P2", "emergency_site", 30, 900.0, False),
            ("C", "general", "direct", "", "no_capacity", 12, nan, True),
            ("C", "general", "not_leaving", "", "no_capacity", 8, nan, False),
            ("C", "general", "not_leaving", "safe_area", "not_leaving", 10, nan, False),
        ],
        columns=[
            "block_id", "profile_id", "departure", "destination_id", "outcome", "persons", "walk_time_s",
            "can_leave_area",
        ],
    )  # fmt: skip
    table["cannot_reach_safety"] = (table["destination_id"] == "") & ~table["can_leave_area"]
    table.index.name = "row"
    return table


def demand() -> pd.DataFrame:
    """Two starts of A: at 600 s and, after a task, at 1,200 s."""
    table = pd.DataFrame(
        [
            ("A", W1, D1, "general", "direct", 50, 600.0),
            ("A", W1, D1, "general", "after_task", 35, 1200.0),
            ("A", W1, D1, "assisted", "direct", 15, 600.0),
            ("B", W1, D1, "general", "direct", 20, 600.0),
            ("C", W1, D2, "general", "direct", 42, 600.0),
            ("C", W1, D2, "general", "not_leaving", 18, 600.0),
        ],
        columns=["block_id", "ward_code", "district_id", "profile_id", "departure", "persons", "departure_s"],
    )
    table.index.name = "demand_id"
    return table


def margin(known: bool = True) -> pd.DataFrame:
    """Latest starts: A general 1,000 s, A assisted 500 s, B no route at any time, C no limit.

    Of the 60 and 25 of A who walk, 35 have less than the reserve before the limit of their route.
    """
    table = pd.DataFrame(
        [
            ("A", "assisted", 500.0, -100.0, 0),
            ("A", "general", 1000.0, 400.0, 35),
            ("B", "general", float("-inf"), float("-inf"), 0),
            ("C", "general", float("inf"), float("inf"), 0),
        ],
        columns=[
            "block_id",
            "profile_id",
            "best_latest_departure_s",
            "best_margin_s",
            "below_reserve_persons",
        ],
    )
    return table if known else table.assign(best_margin_s=float("nan"))


def organisations() -> pd.DataFrame:
    """D1 has two organisations (the second half surveyed), D2 one, D3 none in the table."""
    return frame(
        "org_id", ["O1", "O2", "O3"], district_id=[D1, D1, D2], name=["a", "b", "c"],
        households_covered=ints(30, None, 30), drills_in_year=ints(2, None, 0),
        drill_participants=ints(30, None, 0),
    )  # fmt: skip


def posts() -> pd.DataFrame:
    """O1: 4 of 10 needed (another squad overfull), O3: 5 of 5; O2 has no squads in the table."""
    return frame(
        "row", [0, 1, 2], org_id=["O1", "O1", "O3"], needed=[8, 2, 5], filled=[2, 9, 5],
        has_leader=[True, False, True], has_deputy=[False, False, True], leader_over_75=[True, False, False],
    )  # fmt: skip


def district_facts() -> pd.DataFrame:
    """D1 and D2 are surveyed, but D2's consent is not; D3 has no row at all."""
    return frame(
        "district_id", [D1, D2], listed_persons=ints(10, 30), consented_persons=ints(4, None),
        individual_plans=ints(1, 3), stock_meals=ints(720, 0), stock_water_l=[720.0, float("nan")],
        association_share=[0.5, float("nan")],
    )  # fmt: skip


def facilities() -> pd.DataFrame:
    return frame(
        "facility_id", ["F1", "F2", "F3"], district_id=[D1, D1, D1], ward_code=[W1, W1, W1],
        plan_made=["yes", "no", "unknown"], drill_reported=["unknown"] * 3,
    )  # fmt: skip


def meta(model: tuple[str, ...] = (), columns: dict[str, tuple[str, ...]] | None = None) -> BundleMeta:
    layers = tuple(
        LayerSource(
            layer,
            layer,
            (Source("出典", "CC BY", "2026"),),
            "",
            layer in model,
            (columns or {}).get(layer, ()),
        )
        for layer in LAYERS
    )
    return BundleMeta(1, "hash", CITY, "小市", "Small", EPSG, layers)


def hazard(kind: str = "tsunami") -> gpd.GeoDataFrame:
    table = frame("area_id", [0, 1], kind=[kind, kind], zone_type=["", ""], depth_m_max=[2.0, 1.0])
    # 500 x 1,000 m = 50 ha in the first ward, overlapping itself, and 10 ha across the border.
    return gpd.GeoDataFrame(table, geometry=[box(0, 0, 500, 1000), box(900, 0, 1100, 500)], crs=EPSG)


def bundle(**changes: object) -> CityBundle:
    empty = gpd.GeoDataFrame({"kind": [], "zone_type": []}, geometry=[], crs=EPSG)
    whole = CityBundle(
        meta=meta(), wards=wards(), districts=districts(), blocks=blocks(), nodes=empty, streets=empty,
        places=places(), zones=empty, facilities=facilities(), hazards={"tsunami": hazard()},
        strength=OrganisationStrength(organisations(), posts(), district_facts()),
        published=pd.DataFrame(), scenarios={SCENARIO.scenario_id: SCENARIO}, setting_overrides={},
    )  # fmt: skip
    return replace(whole, **changes)


def ledgers(city: CityBundle | None = None) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    city = city or bundle()
    return build_ledgers(block_exposure(), assignment(), city.blocks, city.districts, city.wards, CITY)


def inputs(city: CityBundle | None = None, **changes: object) -> ReadinessInputs:
    city = city or bundle()
    whole = ReadinessInputs(
        city=city, strength=city.strength, scenario=SCENARIO, settings=Settings(),
        block_exposure=block_exposure(), usable_places=usable_places(), demand=demand(),
        margin=margin(), assignment=assignment(), ledgers=ledgers(city),
        openable=openable(), rain_may_come_first=False,
    )  # fmt: skip
    return replace(whole, **changes)
