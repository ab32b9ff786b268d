"""The people of the bundled city: published totals kept, parts that add up, unknown kept unknown."""

import pandas as pd
import pytest
import shapely

from model_city.people import AGE_COLUMNS, FLOOR_COLUMNS, WARD_AGE_PERCENT
from tests.model_city.bundled_city import HIGASHI, KITA, MIHARA, MINAMI, NAKA, NISHI, SAKAI, bundled_city

pytestmark = pytest.mark.city

#: 堺市「推計人口」, autumn 2025: residents and households.
PUBLISHED = {
    SAKAI: (150_083, 78_100),
    NAKA: (116_107, 51_535),
    HIGASHI: (84_265, 38_324),
    NISHI: (132_180, 60_010),
    MINAMI: (127_884, 58_504),
    KITA: (156_894, 75_127),
    MIHARA: (36_225, 15_390),
}


@pytest.fixture(scope="module")
def blocks():
    return bundled_city().blocks


def test_blocks_add_up_to_the_published_wards(blocks):
    sums = blocks.groupby("ward_code")[["residents", "households"]].sum()
    assert {code: tuple(row) for code, row in sums.iterrows()} == PUBLISHED
    # 803,638 people and 376,990 households are the city totals of the same publication.
    assert tuple(blocks[["residents", "households"]].sum()) == (803_638, 376_990)


def test_wards_stand_in_official_order():
    wards = bundled_city().wards.sort_values("official_order")
    assert list(wards["name"]) == ["堺区", "中区", "東区", "西区", "南区", "北区", "美原区"]
    assert dict(wards["residents"]) == {code: residents for code, (residents, _) in PUBLISHED.items()}


def test_there_are_8000_to_15000_blocks_of_at_most_150_people(blocks):
    assert 8_000 <= len(blocks) <= 15_000
    assert blocks["residents"].max() <= 150


def test_ages_and_floors_add_up_to_residents(blocks):
    assert (blocks[list(AGE_COLUMNS)].sum(axis=1) == blocks["residents"]).all()
    assert (blocks[list(FLOOR_COLUMNS)].sum(axis=1) == blocks["residents"]).all()


def test_age_shares_of_the_wards_follow_the_table(blocks):
    sums = blocks.groupby("ward_code")[[*AGE_COLUMNS, "residents"]].sum()
    percent = sums[list(AGE_COLUMNS)].div(sums["residents"], axis=0) * 100
    wanted = pd.DataFrame(WARD_AGE_PERCENT, index=AGE_COLUMNS).T
    # Whole persons in blocks of 70 round a ward's share by a few hundredths of a point.
    assert (percent - wanted).abs().max().max() < 0.1
    old = sums[["age_65_74", "age_75_plus"]].sum().sum() / sums["residents"].sum()
    # Register of 2023-09: 28.3 % are 65 or older.
    assert old == pytest.approx(0.283, abs=0.003)


def test_new_town_districts_are_older_where_the_source_says_so(blocks):
    towns = {}
    for name in ("槇塚台", "三原台"):
        rows = blocks[(blocks["ward_code"] == MINAMI) & blocks["town"].str.startswith(name)]
        old = rows["age_65_74"].sum() + rows["age_75_plus"].sum()
        towns[name] = old / rows["residents"].sum()
    # About 2018–19: 43.8 % in 槇塚台, the most, and 28.1 % in 三原台, the least.
    assert towns["槇塚台"] > 0.40
    assert towns["三原台"] < 0.31


def test_listed_people_are_8_percent_of_the_city_and_12640_in_minami(blocks):
    support = blocks.groupby("ward_code")["support_persons"].sum()
    assert support[MINAMI] == 12_640
    assert support.sum() == round(0.08 * 803_638)
    assert (blocks["power_care_persons"] <= blocks["support_persons"]).all()


def test_75956_people_of_65_and_older_live_alone(blocks):
    assert blocks["elderly_alone"].sum() == pytest.approx(75_956, rel=0.001)
    assert (blocks["elderly_alone"] <= blocks["age_65_74"] + blocks["age_75_plus"]).all()


def test_a_few_percent_of_living_floors_are_unknown_in_whole_towns(blocks):
    share = blocks["living_floor_unknown"].sum() / blocks["residents"].sum()
    assert 0.015 < share < 0.05
    unknown = blocks[blocks["living_floor_unknown"] > 0]
    assert (unknown["living_floor_unknown"] == unknown["residents"]).all()
    assert blocks["living_floor_b1"].sum() > 0


def test_reclaimed_land_has_no_resident_and_many_workers(blocks):
    works = blocks[(blocks["residents"] == 0) & (blocks["ward_code"] == SAKAI)]
    # 20,000–30,000 day workers on the reclaimed land of 堺区 (model).
    assert 20_000 <= works["daytime_persons"].sum() <= 30_000
    # Day to night: city about 0.935, 堺区 above 1.1.
    day = blocks.groupby("ward_code")["daytime_persons"].sum()
    assert day.sum() / 803_638 == pytest.approx(0.935, abs=0.01)
    assert day[SAKAI] / 150_083 > 1.1


def test_every_district_has_between_half_and_1_9_times_the_mean_of_its_ward(blocks):
    people = blocks.groupby(["ward_code", "district_id"])["residents"].sum()
    assert len(people) == 93
    share = people / people.groupby("ward_code").transform("mean")
    assert share.min() >= 0.5
    assert share.max() <= 1.9


def test_districts_are_estimates_and_hold_their_blocks():
    city = bundled_city()
    assert set(city.districts["unit"]) == {"推定"}
    middle = city.blocks.geometry.representative_point()
    cells = city.districts.geometry.loc[city.blocks["district_id"]].to_numpy()
    inside = shapely.distance(cells, middle.to_numpy()) <= 75.0
    # A block belongs to the school nearest to its own middle; rounding moves few of them over a border.
    assert inside.all()
    assert (shapely.distance(cells, middle.to_numpy()) == 0).mean() > 0.97


def test_each_school_lies_in_its_own_district():
    city = bundled_city()
    for district_id, cell in city.districts.geometry.items():
        # The emergency site of the school: its address and the first designation.
        school = city.places.geometry.loc["E27140" + district_id[-5:] + "201"]
        assert cell.distance(school) < 1.0


def test_blocks_do_not_overlap():
    shapes = bundled_city().blocks.geometry.to_numpy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    pairs = first < second
    shared = shapely.area(shapely.intersection(shapes[first[pairs]], shapes[second[pairs]]))
    # Corners are rounded to whole metres, which makes slivers along common borders.
    assert shared.max() < 0.06 * shapely.area(shapes).mean()
