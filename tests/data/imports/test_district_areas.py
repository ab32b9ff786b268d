"""Areas of schools as districts: cut to wards, one district a ward, ids that stay."""

import geopandas as gpd
import pandas as pd
import shapely

from data.imports.district_areas import district_areas, put_into_districts

EPSG = 6674
WARDS = gpd.GeoDataFrame(
    {"name": ["堺区", "中区"]},
    geometry=[shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)],
    index=pd.Index(["271411", "271420"], name="ward_code"),
    crs=EPSG,
)


def areas(*rows):
    return gpd.GeoDataFrame(
        {"name": [row[0] for row in rows], "school": [row[1] for row in rows]},
        geometry=[shapely.box(*row[2]) for row in rows],
        crs=EPSG,
    )


def made(*rows):
    return district_areas(areas(*rows), WARDS, unit="通学区域")


def test_parts_of_one_school_are_one_district_with_its_code():
    table = made(("錦", "B1", (0, 0, 400, 500)), ("錦", "B1", (600, 0, 900, 500))).districts
    assert table.index.tolist() == ["271411-B1"]
    assert table["name"].tolist() == ["錦"]
    assert table["unit"].tolist() == ["通学区域"]
    assert table.geometry.iloc[0].area == 700 * 500


def test_without_codes_districts_are_numbered_by_name():
    table = made(("西", "", (500, 0, 900, 500)), ("東", "", (0, 0, 400, 500))).districts
    assert dict(zip(table["name"], table.index, strict=True)) == {"東": "271411-00001", "西": "271411-00002"}


def test_a_district_in_two_wards_is_one_in_each():
    found = made(("錦", "B1", (500, 0, 1500, 500)))
    assert found.districts["name"].tolist() == ["錦（堺区）", "錦（中区）"]
    assert found.districts.index.tolist() == ["271411-B1", "271420-B1"]
    assert found.in_several_wards == ("錦",)


def test_slivers_over_the_border_are_no_districts():
    # 10 of 510 metres lie in the other ward: 5,000 m², less than a hectare and than 5 %.
    found = made(("錦", "B1", (500, 0, 1010, 500)))
    assert found.districts["ward_code"].tolist() == ["271411"]
    assert found.in_several_wards == ()


def test_what_lies_outside_is_named():
    found = made(("錦", "B1", (0, 0, 400, 500)), ("遠", "B2", (5000, 0, 5400, 500)))
    assert found.districts["name"].tolist() == ["錦"]
    assert found.outside == ("遠",)


def test_things_go_to_the_district_of_their_ward():
    districts = made(
        ("東", "B1", (0, 0, 400, 1000)),
        ("西", "B2", (400, 0, 980, 1000)),
        ("南", "B3", (1000, 0, 2000, 1000)),
    ).districts
    places = gpd.GeoDataFrame(
        {"ward_code": ["271411", "271411", "271420"], "district_id": ""},
        # The second lies in no district: 10 m from 西 and 10 m from 南, which is of another ward.
        geometry=[shapely.Point(100, 100), shapely.Point(990, 100), shapely.Point(1500, 100)],
        crs=EPSG,
    )
    moved = put_into_districts(places, districts)
    assert moved["district_id"].tolist() == ["271411-B1", "271411-B2", "271420-B3"]
    assert moved["ward_code"].tolist() == ["271411", "271411", "271420"]
    assert places["district_id"].tolist() == ["", "", ""]
