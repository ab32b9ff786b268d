"""Places, facilities, organisations of the bundled city: published facts, and gaps of known number."""

import re

import numpy as np
import pandas as pd
import pytest

from community.roster import check_members
from domain.place_ids import same_address
from domain.vocabulary import Post
from model_city import organisations as org
from model_city.lines import FACTS
from model_city.places import MODEL_COLUMNS
from model_city.roster import sample_roster_text
from tests.model_city.bundled_city import CITY_FOLDER, MINAMI, bundled_city

pytestmark = pytest.mark.city

SIZES = ["floor_area_m2", "refuge_area_m2", "open_area_m2", "stay_capacity_persons"]


@pytest.fixture(scope="module")
def places():
    return bundled_city().places


def test_384_places_with_their_published_roles(places):
    assert len(places) == 384
    roles = places[["emergency_site", "shelter", "welfare_shelter"]].sum()
    assert tuple(roles) == (294, 162, 91)


def test_flags_are_those_of_the_published_list(places):
    # 2026-09: 洪水 68, 津波 151, 内水 53; the others as of 2025-10-27.
    flags = places[["flood", "tsunami", "inland_flood", "landslide", "storm_surge", "large_fire", "volcano"]]
    assert flags.sum().to_dict() == {
        "flood": 68,
        "tsunami": 151,
        "inland_flood": 53,
        "landslide": 23,
        "storm_surge": 107,
        "large_fire": 16,
        "volcano": 0,
    }


def test_tsunami_places_lie_in_sakai_and_nishi_only(places):
    assert set(places.loc[places["tsunami"], "ward_code"]) == {"271411", "271446"}


def test_refuge_buildings_are_tsunami_sites_that_are_no_shelter(places):
    chosen = places[places["refuge_building"]]
    assert len(chosen) == 131
    assert chosen["tsunami"].all()
    assert not chosen["shelter"].any()
    # No school is one: schools are shelters.
    assert not chosen["facility_type"].isin(["小学校", "中学校", "高等学校"]).any()


def test_93_places_are_elementary_schools_one_a_district(places):
    schools = places[places["facility_type"] == "小学校"]
    assert len(schools) == 93
    assert schools["district_id"].nunique() == 93


def test_one_place_in_ten_has_no_known_size(places):
    # 38 of the 378 first entries of an address, 1 of the 6 further ones.
    assert places[SIZES].isna().all(axis=1).sum() == 39
    assert places["floors"].isna().sum() == 39
    assert (places["structure"] == "").sum() == 39


def test_official_capacity_and_direct_admission_are_unknown_not_zero(places):
    assert places["official_capacity_persons"].isna().all()
    assert set(places["direct_admission"]) == {"unknown"}


def test_sizes_are_only_given_where_the_role_needs_them(places):
    assert places.loc[~places["tsunami"], "refuge_area_m2"].isna().all()
    refuge = places.loc[places["refuge_building"], "refuge_area_m2"].dropna()
    assert refuge.between(100, 1_000).all()
    welfare = places["stay_capacity_persons"].dropna()
    assert welfare.between(20, 60).all()
    assert not places.loc[~places["welfare_shelter"], "stay_capacity_persons"].notna().any()
    # 堺市: 津波避難ビル have three floors or more and are of reinforced concrete.
    assert (places.loc[places["tsunami"], "floors"].dropna() >= 3).all()
    assert places.loc[places["tsunami"], "structure"].isin(["RC造", "SRC造", ""]).all()


def test_model_columns_are_named_down_to_the_column():
    meta = bundled_city().meta
    layer = meta.layer("places")
    assert layer is not None
    assert not layer.is_model
    assert layer.model_columns == MODEL_COLUMNS
    real = set(bundled_city().places.columns) - set(MODEL_COLUMNS)
    assert {"name", "address", "ward_code", "emergency_site", "shelter", "tsunami", "geometry"} <= real
    assert len(layer.notices) == 4
    for name in ("nodes", "streets", "facilities", "organisations", "posts", "hazards/tsunami", "blocks"):
        source = meta.layer(name)
        assert source is not None
        assert source.is_model


def test_wards_and_background_alone_are_wholly_real_among_the_geographic_layers():
    for source in bundled_city().meta.layers:
        if source.layer not in {"wards", "background", "published", "readings"}:
            assert source.is_model or source.model_columns, source.layer
        assert source.source
        assert source.licence
        assert source.date


def test_facilities_are_a_few_hundred_and_plainly_invented():
    facilities = bundled_city().facilities
    assert len(facilities) == 340
    assert facilities["name"].str.startswith("模擬").all()
    # 340 facilities: 68 % with a plan is 231.2, 22 % without 74.8, 10 % not asked 34.
    assert facilities["plan_made"].value_counts().to_dict() == {"yes": 231, "no": 75, "unknown": 34}
    assert (facilities["users_night"] <= facilities["users_day"]).all()


def test_93_organisations_seven_of_them_not_surveyed():
    organisations = bundled_city().strength.organisations
    assert len(organisations) == 93
    assert organisations["district_id"].nunique() == 93
    unsurveyed = organisations["drills_in_year"].isna()
    assert unsurveyed.sum() == org.UNSURVEYED == 7
    assert organisations.loc[unsurveyed, "households_covered"].isna().all()
    without_rows = ~organisations.index.isin(bundled_city().strength.posts["org_id"])
    assert (without_rows == unsurveyed.to_numpy()).all()


def test_gaps_of_the_squads_are_recovered():
    posts = bundled_city().strength.posts
    by_post = posts.groupby("post")
    leaderless = (~posts["has_leader"]).groupby(posts["post"]).sum()
    assert leaderless[Post.EVACUATION_GUIDANCE.value] == org.WITHOUT_GUIDANCE_LEADER == 12
    assert leaderless.sum() == 12
    short = (posts["filled"] < posts["needed"]).groupby(posts["post"]).sum()
    assert short[Post.RESCUE.value] == org.RESCUE_SHORT == 17
    assert short.sum() == 17
    assert by_post["leader_over_75"].sum()[Post.HEADQUARTERS.value] == org.HEAD_OVER_75 == 26
    assert (~posts["has_deputy"]).sum() == org.WITHOUT_CARE_DEPUTY == 21
    assert not (posts["leader_over_75"] & ~posts["has_leader"]).any()
    assert (posts["over_75"] <= posts["filled"]).all()


def test_gaps_of_the_organisations_are_recovered():
    organisations = bundled_city().strength.organisations
    assert (organisations["drills_in_year"] == 0).sum() == org.WITHOUT_DRILL == 9
    assert (organisations["district_plan_made"] == "yes").sum() == org.WITH_DISTRICT_PLAN == 14
    # 8 not known and 7 not surveyed.
    assert (organisations["district_plan_made"] == "unknown").sum() == 15
    # 11 not known and 7 not surveyed.
    assert organisations["can_open_at_night"].isna().sum() == 18


def test_support_list_keeps_the_published_consents_of_minami():
    city = bundled_city()
    facts = city.strength.district_facts
    minami = facts[facts.index.str.startswith(MINAMI)]
    assert minami["listed_persons"].sum() == 12_640
    assert minami["consented_persons"].sum() == 4_106
    assert facts["listed_persons"].sum() == city.blocks["support_persons"].sum()
    assert facts["stock_meals"].isna().sum() == org.STOCK_UNKNOWN == 8
    assert facts["individual_plans"].isna().sum() == org.PLANS_UNKNOWN == 6


def test_sample_roster_is_sound_fictitious_and_lacks_one_leader():
    file = CITY_FOLDER.parent / "sample_roster.csv"
    assert file.read_text(encoding="utf-8-sig") == sample_roster_text(bundled_city())
    members = pd.read_csv(file, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    check = check_members(members, bundled_city().strength.organisations, year=2026, file=file.name)
    assert not check.refused
    assert members["氏名"].map(lambda name: re.fullmatch(r"見本 \S+\d\d", name) is not None).all()
    counts = check.counts.set_index("post")
    assert counts["members"].to_dict() == dict.fromkeys([post.value for post in Post], 6)
    assert counts.loc[Post.RESCUE.value, "leaders"] == 0
    assert counts["leaders"].sum() == 6


def test_published_figures_are_compared_for_scenarios_that_exist():
    city = bundled_city()
    assert set(city.published["scenario_id"]) <= set(city.scenarios)
    evacuees = city.published[city.published["measure"] == "evacuees_day1"].set_index("scenario_id")
    assert evacuees["value_min"].to_dict() == {"nankai-quake-day1": 74_402, "uemachi-quake-day1": 138_643}
    assert np.isfinite(city.published[["value_min", "value_max"]].to_numpy()).all()


def test_cautions_of_the_place_list_travel_with_it():
    text = (FACTS / "SOURCES.md").read_text(encoding="utf-8")
    assert "利用上の注意" in text
    layer = bundled_city().meta.layer("places")
    assert layer is not None
    assert any("堺市に確認" in notice for notice in layer.notices)


def test_ward_and_district_of_every_record_agree():
    city = bundled_city()
    ward_of = city.districts["ward_code"]
    for table in (city.places, city.blocks, city.facilities):
        assert (table["ward_code"] == table["district_id"].map(ward_of)).all()


def test_facilities_of_one_address_stay_apart(places):
    # Five addresses of two or three welfare facilities: 6 places more than addresses.
    mates = same_address(places.index)
    assert len(mates) == 4 * 2 + 3
    assert places.loc[list(mates), "welfare_shelter"].all()
