"""Areas with people as blocks: cut to the city, divided, every sum kept, what is not known unknown."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.imports.people_blocks import people_blocks
from data.readers.estat_tables import AGE_COLUMNS
from domain.tables.city import Streets

EPSG = 6674
W1, W2 = "271411", "271420"


def city(*, west=0.0, east=2000.0):
    wards = gpd.GeoDataFrame(
        {"name": ["堺区", "中区"]},
        geometry=[shapely.box(west, 0, 1000, 1000), shapely.box(1000, 0, east, 1000)],
        index=pd.Index([W1, W2], name="ward_code"),
        crs=EPSG,
    )
    districts = gpd.GeoDataFrame(
        {"ward_code": [W1, W1, W2]},
        geometry=[
            shapely.box(west, 0, 1000, 500),
            shapely.box(west, 500, 1000, 1000),
            shapely.box(1000, 0, east, 1000),
        ],
        index=pd.Index(["D1", "D2", "D3"], name="district_id"),
        crs=EPSG,
    )
    return wards, districts, gpd.GeoDataFrame(Streets.empty_in(EPSG))


def areas(*rows):
    """Return areas: id, residents, households, ages or None, box."""
    frame = pd.DataFrame(
        {
            "town": [row[0] for row in rows],
            "residents": [row[1] for row in rows],
            "households": pd.array([row[2] for row in rows], dtype="Int64"),
            "daytime_persons": pd.array([None] * len(rows), dtype="Int64"),
            **{
                name: pd.array([None if row[3] is None else row[3][i] for row in rows], dtype="Int64")
                for i, name in enumerate(AGE_COLUMNS)
            },
        },
        index=pd.Index([row[0] for row in rows], dtype="str", name="area_id"),
    )
    return gpd.GeoDataFrame(frame, geometry=[shapely.box(*row[4]) for row in rows], crs=EPSG)


def test_blocks_lie_in_the_ward_of_their_district():
    made = people_blocks(
        areas(("a", 10, 5, None, (0, 0, 100, 100)), ("b", 20, 9, None, (1500, 0, 1600, 100))), *city()
    )
    assert made.blocks["district_id"].tolist() == ["D1", "D3"]
    assert made.blocks["ward_code"].tolist() == [W1, W2]
    assert made.blocks.index.tolist() == ["a", "b"]


def test_a_large_area_becomes_several_blocks_with_every_sum_kept():
    one = areas(("a", 1000, 431, (131, 600, 102, 150), (0, 0, 900, 400)))
    made = people_blocks(one, *city())
    blocks = made.blocks
    assert blocks.index[0] == "a-01"
    assert blocks["residents"].max() <= 150
    assert blocks["residents"].sum() == 1000
    assert blocks["households"].sum() == 431
    assert blocks[list(AGE_COLUMNS)].sum().tolist() == [131, 600, 102, 150]
    # 1000 − 983 people have no age in any block.
    assert (blocks[list(AGE_COLUMNS)].sum(axis=1) <= blocks["residents"]).all()
    assert (made.divided, made.crowded, made.cut_off_persons) == (1, 0, 0)


def test_what_is_not_known_is_unknown_and_never_zero():
    blocks = people_blocks(areas(("a", 10, None, None, (0, 0, 100, 100))), *city()).blocks
    for column in ("households", "support_persons", "power_care_persons", "elderly_alone"):
        assert blocks[column].isna().all()
    assert blocks["living_floor_unknown"].tolist() == [10]
    assert blocks[list(AGE_COLUMNS)].sum(axis=1).tolist() == [0]


def test_by_day_the_residents_stand_in_and_it_is_said():
    made = people_blocks(areas(("a", 10, 5, None, (0, 0, 100, 100))), *city())
    assert made.daytime_assumed
    assert made.blocks["daytime_persons"].tolist() == [10]
    counted = areas(("a", 10, 5, None, (0, 0, 100, 100)))
    counted["daytime_persons"] = pd.array([700], dtype="Int64")
    made = people_blocks(counted, *city())
    assert not made.daytime_assumed
    assert made.blocks["daytime_persons"].tolist() == [700]


def test_a_part_outside_the_city_takes_its_people_away():
    # A quarter of the area lies west of the city.
    made = people_blocks(areas(("a", 100, 40, (8, 40, 20, 32), (-25, 0, 75, 100))), *city())
    assert made.blocks["residents"].tolist() == [75]
    assert made.blocks["households"].tolist() == [30]
    assert made.blocks[list(AGE_COLUMNS)].to_numpy().tolist() == [[6, 30, 15, 24]]
    assert made.cut_off_persons == 25


def test_an_area_outside_is_left_out_and_named():
    made = people_blocks(
        areas(("a", 10, 5, None, (0, 0, 100, 100)), ("z", 99, 5, None, (-500, 0, -400, 100))), *city()
    )
    assert made.outside == ("z",)
    assert made.blocks["residents"].sum() == 10


def test_outlines_that_differ_by_metres_lose_nobody():
    made = people_blocks(areas(("a", 1000, 5, None, (-2, 0, 998, 1000))), *city())
    assert (made.cut_off_persons, made.blocks["residents"].sum()) == (0, 1000)


@pytest.mark.parametrize(("west", "residents"), [(-9.0, 100), (-11.0, 89)])
def test_an_area_of_the_citys_own_code_keeps_its_people_where_the_outline_is_coarse(west, residents):
    # 9 of 100 m beyond the outline are a simplified shore; 11 of 100 m are another place.
    made = people_blocks(areas(("a", 100, 40, None, (west, 0, 100 + west, 100))), *city(), by_code=True)
    assert made.blocks["residents"].tolist() == [residents]
    assert made.blocks.geometry.bounds["minx"].tolist() == [0]


def test_an_area_without_people_is_a_block_with_nobody():
    made = people_blocks(areas(("a", 0, 0, (0, 0, 0, 0), (0, 0, 100, 100))), *city())
    assert made.blocks["residents"].tolist() == [0]
    assert made.blocks["households"].tolist() == [0]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 900), st.integers(0, 400), st.lists(st.integers(0, 200), min_size=4, max_size=4)
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=10, deadline=None)
def test_every_sum_of_every_area_is_kept(rows):
    given_areas = [
        (f"a{i}", max(residents, sum(ages)), households, tuple(ages), (i * 400, 0, i * 400 + 350, 300))
        for i, (residents, households, ages) in enumerate(rows)
    ]
    blocks = people_blocks(areas(*given_areas), *city()).blocks
    by_area = blocks.groupby(blocks.index.str.split("-").str[0])
    columns = ["residents", "households", *AGE_COLUMNS]
    sums = by_area[columns].sum()
    for area_id, residents, households, ages, _ in given_areas:
        assert sums.loc[area_id].tolist() == [residents, households, *ages]
    assert np.all(blocks[list(AGE_COLUMNS)].sum(axis=1) <= blocks["residents"])
    assert blocks["residents"].max() == pytest.approx(min(blocks["residents"].max(), 151))
