"""The 384 designated places: published roles and flags, and model figures of their buildings."""

import re

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.place_ids import ADDRESS_KEY_LENGTH
from domain.tables.city import GROUND_HEIGHT, Places
from domain.vocabulary import YesNoUnknown
from model_city.public_facts import PLACE_FLAGS

OTHER_TYPE = "集合住宅・その他"

#: Kinds of facility read from the names, in this order; the last is everything else.
FACILITY_TYPES: tuple[tuple[str, str], ...] = (
    (OTHER_TYPE, r"ロイヤルコート|エスワイビル"),
    ("ホテル", r"ホテル|イン南海"),
    ("小学校", r"小学校|大泉学園"),
    ("中学校", r"中学校"),
    ("支援学校", r"支援学校"),
    ("高等学校", r"高等学校|高校"),
    ("大学", r"大学"),
    ("幼稚園・保育所", r"幼稚園|保育園|こども園"),
    ("体育館", r"体育館"),
    (
        "福祉施設",
        r"老人ホーム|ケアハウス|グループホーム|福祉プラザ|障害者作業所|障がい者|老人保健施設|ショートステイ|"
        r"サービス付き高齢者|ケアスペース|デイセンター|支援センター|小規模多機能|看護サカイ|療護園|ワークセンター|"
        r"あけぼの|あすなろ|ハピネス|陵東館",
    ),
    ("公民館・会館", r"会館|文化センター|参画センター|利晶の杜|総合福祉センター|自治会館"),
    ("公共施設", r"消防署|水再生センター|クリーンセンター|換気所"),
    ("公営・公社住宅", r"市営|府営|府公社|UR|団地"),
    (
        "事業所・商業施設",
        r"株式会社|ビル$|ビル\d*$|イオンモール|プラット|ロジスティクス|グッドマン|キコーナ|総本部|寮$|社宅$|駐車場",
    ),
)
WELFARE_TYPE = "福祉施設"

#: Gross floor area for staying [m²]: hall and rooms that a facility of the kind usually opens.
FLOOR_AREA_M2 = {
    "小学校": 700 + 380,
    "中学校": 900 + 500,
    "高等学校": 1_100 + 600,
    "支援学校": 900,
    "大学": 2_000,
    "体育館": 1_300,
    "公民館・会館": 320,
    "幼稚園・保育所": 420,
}
#: Ground [m²] of schools and halls.
OPEN_AREA_M2 = {
    "小学校": 6_000,
    "中学校": 9_000,
    "高等学校": 13_000,
    "支援学校": 5_000,
    "大学": 18_000,
    "体育館": 3_000,
    "公民館・会館": 700,
    "幼稚園・保育所": 900,
}
#: Share of a school's gross area from the third floor up that can take people for hours.
SCHOOL_REFUGE_AREA_M2 = {"小学校": 900, "中学校": 1_100, "高等学校": 1_500, "大学": 2_200}
REFUGE_AREA_M2 = (100.0, 1_000.0)
WELFARE_PERSONS = (20, 60)
#: One place in ten is left unknown on purpose: its size, and (other places) its building.
UNKNOWN_SHARE = 0.1

#: Columns of ``Places`` that are model data; all others are published or follow from them.
MODEL_COLUMNS = (
    "district_id",
    "facility_type",
    "refuge_building",
    "floor_area_m2",
    "refuge_area_m2",
    "open_area_m2",
    "floors",
    "structure",
    "built_year",
    "refuge_capacity_persons",
    "stay_capacity_persons",
)


def build_places(
    facts: gpd.GeoDataFrame, districts: gpd.GeoDataFrame, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Return the ``Places`` table.

    Further entries of an address draw from chance after all others, so that a list that comes to
    name them leaves the model figures of every other place as they are.

    Real: id, name, address, point, the three designations and the eight flags. District and ward
    are those that the point lies in (one place just over the border is addressed next door). A
    ``refuge_building`` is a tsunami-flagged emergency site that is no shelter: the published list
    does not name them, and schools are told apart as shelters.
    """
    kind = facility_type(facts)
    district_id = _district_of(facts, districts)
    known = pd.DataFrame(
        {
            "name": facts["name"],
            "address": facts["address"],
            "ward_code": pd.Series(district_id, facts.index).map(districts["ward_code"]),
            "district_id": district_id,
            "facility_type": kind,
            "emergency_site": facts["emergency_site"],
            "shelter": facts["evacuation_shelter"],
            "welfare_shelter": facts["welfare_shelter"],
            "refuge_building": facts["emergency_site"] & facts["tsunami"] & ~facts["evacuation_shelter"],
            **{flag: facts[flag] for flag in PLACE_FLAGS},
        }
    )
    further = known.index.str[:ADDRESS_KEY_LENGTH].duplicated()
    model = pd.concat([_model_figures(known[part], rng) for part in (~further, further)])
    table = pd.concat([known, model], axis=1).assign(
        official_capacity_persons=pd.array([pd.NA] * len(known), dtype="Int64"),
        official_capacity_standard="",
        direct_admission=YesNoUnknown.UNKNOWN.value,
        **dict.fromkeys(GROUND_HEIGHT, np.nan),
    )
    places = gpd.GeoDataFrame(table, geometry=facts.geometry)
    return places[Places.columns()].sort_index()


def _model_figures(known: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    return _with_unknown(pd.concat([_sizes(known, rng), _buildings(known, rng)], axis=1), rng)


def facility_type(facts: pd.DataFrame) -> pd.Series:
    """Return the kind of each facility, read from its name; welfare shelters are welfare facilities."""
    kind = pd.Series(OTHER_TYPE, index=facts.index, dtype="str")
    for name, pattern in reversed(FACILITY_TYPES):
        found = facts["name"].map(lambda text, pattern=pattern: re.search(pattern, text) is not None)
        kind = kind.mask(found, name)
    school = kind.isin(["支援学校", "大学"])
    return kind.mask(facts["welfare_shelter"] & ~school, WELFARE_TYPE)


def _district_of(facts: gpd.GeoDataFrame, districts: gpd.GeoDataFrame) -> npt.NDArray[np.object_]:
    """Return the estimated district that each place lies in, the nearest for those just outside."""
    tree = shapely.STRtree(districts.geometry.to_numpy())
    row, district = tree.query_nearest(facts.geometry.to_numpy(), all_matches=False)
    found = np.empty(len(facts), dtype=object)
    found[row] = districts.index.to_numpy()[district]
    return found


def _sizes(known: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    kind, count = known["facility_type"], len(known)
    vary = rng.uniform(0.8, 1.25, (3, count))
    staying = known["shelter"] | known["emergency_site"] & ~known["tsunami"] | (kind == "公民館・会館")
    floor = (kind.map(FLOOR_AREA_M2) * vary[0]).where(staying & ~known["refuge_building"])
    refuge = (kind.map(SCHOOL_REFUGE_AREA_M2) * vary[1]).where(known["tsunami"])
    spread = np.exp(rng.uniform(np.log(REFUGE_AREA_M2[0]), np.log(REFUGE_AREA_M2[1]), count))
    refuge = refuge.fillna(pd.Series(spread, index=known.index)).where(known["tsunami"])
    ground = kind.map(OPEN_AREA_M2) * vary[2]
    persons = pd.Series(rng.integers(WELFARE_PERSONS[0], WELFARE_PERSONS[1] + 1, count), index=known.index)
    return pd.DataFrame(
        {
            "floor_area_m2": floor.round(-1),
            "refuge_area_m2": refuge.round(-1),
            "open_area_m2": ground.round(-2),
            "refuge_capacity_persons": pd.array([pd.NA] * count, dtype="Int64"),
            "stay_capacity_persons": persons.astype("Int64").where(known["welfare_shelter"]),
        },
        index=known.index,
    )


def _buildings(known: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    kind, count = known["facility_type"], len(known)
    low = {"小学校": 3, "中学校": 4, "高等学校": 4, "支援学校": 3, "大学": 5, "体育館": 2, "公民館・会館": 3,
           "幼稚園・保育所": 2, WELFARE_TYPE: 3, "公共施設": 3, "事業所・商業施設": 4, "ホテル": 9,
           "公営・公社住宅": 6, OTHER_TYPE: 9}  # fmt: skip
    floors = kind.map(low).to_numpy(dtype=np.int64) + rng.integers(0, 3, count) - (rng.random(count) < 0.2)
    # A building designated for tsunami has three floors or more (堺市の指定基準).
    floors = np.where(known["tsunami"], np.maximum(floors, 3), np.maximum(floors, 1))
    # Nor has a place fewer floors than its own name says (…5階中央車路部).
    named = known["name"].str.normalize("NFKC").str.extract(r"(\d+)階", expand=False)
    floors = np.maximum(floors, named.fillna("0").to_numpy(dtype=np.int64))
    tall = floors >= 8
    structure = np.where(tall, "SRC造", np.where(rng.random(count) < 0.15, "S造", "RC造"))
    small = kind.isin(["幼稚園・保育所", "公民館・会館"]).to_numpy() & (rng.random(count) < 0.4)
    structure = np.where(small & ~known["tsunami"].to_numpy(), "木造", structure)
    structure = np.where(known["tsunami"].to_numpy() & (structure == "S造"), "RC造", structure)
    year = np.where(
        known["refuge_building"], rng.integers(1983, 2016, count), rng.integers(1962, 2012, count)
    )
    return pd.DataFrame(
        {
            "floors": pd.array(floors, dtype="Int64"),
            "structure": pd.array(structure, dtype="str"),
            "built_year": pd.array(year, dtype="Int64"),
        },
        index=known.index,
    )


def _with_unknown(model: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Leave sizes of one place in ten unknown, and buildings of another one in ten."""
    count = round(UNKNOWN_SHARE * len(model))
    order = rng.permutation(len(model))
    no_size = np.isin(np.arange(len(model)), order[:count])
    no_building = np.isin(np.arange(len(model)), order[count : 2 * count])
    known = model.copy()
    for column in ("floor_area_m2", "refuge_area_m2", "open_area_m2", "stay_capacity_persons"):
        known[column] = known[column].mask(no_size)
    for column in ("floors", "built_year"):
        known[column] = known[column].mask(no_building)
    known["structure"] = known["structure"].mask(no_building, "")
    return known
