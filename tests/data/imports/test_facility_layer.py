"""Facilities of data sets as a layer: cut to the city, each once, answers of those that stay carried on."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.imports.facility_layer import facility_layer
from tests.toy_city.build import make_toy_bundle


@pytest.fixture(scope="module")
def city():
    return make_toy_bundle()


def rows(city, *points, name="園", kind="care", code="", start=1):
    """Return facilities at points given in metres from the middle of the first ward."""
    middle = city.wards.geometry.iloc[0].representative_point()
    frame = pd.DataFrame(
        {
            "facility_id": [f"P14-{number}" for number in range(start, start + len(points))],
            "name": name,
            "facility_type": kind,
            "city_code": code,
        }
    )
    shapes = [shapely.Point(middle.x + x, middle.y + y) for x, y in points]
    return gpd.GeoDataFrame(frame, geometry=shapes, crs=city.wards.crs).to_crs(6668)


def layer(city, *lists, held=None, codes=()):
    return facility_layer(
        lists,
        city.facilities.iloc[:0] if held is None else held,
        wards=city.wards,
        districts=city.districts,
        own_codes=codes,
    )


def test_facilities_go_into_the_ward_and_district_that_hold_them_and_nothing_is_made_up(city):
    found = layer(city, rows(city, (0, 0))).facilities.iloc[0]
    assert found["ward_code"] == city.wards.index[0]
    district = city.districts.loc[found["district_id"]]
    assert (district["ward_code"], district.geometry.distance(found.geometry)) == (city.wards.index[0], 0)
    assert pd.isna(found["users_day"])
    assert pd.isna(found["users_night"])
    assert (found["plan_made"], found["drill_reported"]) == ("unknown", "unknown")


def test_same_name_and_kind_within_200_m_is_one_facility(city):
    near = layer(city, rows(city, (0, 0)), rows(city, (199, 0), start=2))
    assert [kept.tolist() for kept in near.kept] == [[True], [False]]
    far = layer(city, rows(city, (0, 0)), rows(city, (201, 0), start=2))
    assert [kept.tolist() for kept in far.kept] == [[True], [True]]
    other = layer(city, rows(city, (0, 0)), rows(city, (0, 0), kind="nursery", start=2))
    assert len(other.facilities) == 2


def test_an_id_stands_once_however_far_its_rows_are_apart(city):
    twice = layer(city, rows(city, (0, 0)), rows(city, (300, 0), name="別の園"))
    assert [kept.tolist() for kept in twice.kept] == [[True], [False]]


def test_a_facility_outside_stays_only_if_it_says_it_is_the_citys_and_is_close(city):
    left, bottom, _, _ = city.wards.total_bounds
    middle = city.wards.geometry.iloc[0].representative_point()
    at = [(left - away - middle.x, bottom - middle.y) for away in (499, 501)]
    own = layer(city, rows(city, *at, (0, 0), code="99999"), codes={"99999"})
    # The second corner lies 501 m from the city; all have another name by their distance.
    assert own.outside[0].tolist() == [False, True, False]
    others = layer(city, rows(city, *at, (0, 0), code="11111"), codes={"99999"})
    assert others.outside[0].tolist() == [True, True, False]


def test_what_the_city_knows_of_a_facility_stays_when_it_is_listed_again(city):
    first = layer(city, rows(city, (0, 0))).facilities
    known = first.assign(users_day=pd.array([40], dtype="Int64"), plan_made="yes")
    again = layer(city, rows(city, (10, 0), name="新しい名前"), held=known).facilities.iloc[0]
    assert (again["name"], again["users_day"], again["plan_made"]) == ("新しい名前", 40, "yes")
    assert pd.isna(again["users_night"])


def test_facilities_of_other_data_sets_stay_and_are_not_doubled(city):
    held = layer(city, rows(city, (0, 0))).facilities.rename(index={"P14-1": "P29-7"})
    found = layer(city, rows(city, (50, 0), start=2), rows(city, (0, 0), name="別", start=3), held=held)
    assert found.facilities.index.tolist() == ["P14-3", "P29-7"]
    assert found.kept[0].tolist() == [False]
