"""Wards of a city from outlines: chosen by code, joined, named in English, in the official order."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.imports.ward_areas import english_name, ward_areas
from data.readers.ksj_n03 import BoundaryTable
from domain.faults import InputError
from tests.data.readers.boundary_inputs import square

ROWS = [
    # code, city code, city, ward, x
    ("27142", "27140", "堺市", "中区", 135.40),
    ("27141", "27140", "堺市", "堺区", 135.41),
    ("27141", "27140", "堺市", "堺区", 135.50),
    ("27341", "27341", "忠岡町", "", 135.60),
    ("27102", "27100", "大阪市", "都島区", 135.70),
]


def table(*rows):
    names = pd.DataFrame([row[:4] for row in rows], columns=["code", "city_code", "city", "ward"])
    shapes = [square(row[4], 34.5) for row in rows]
    areas = gpd.GeoDataFrame(names.assign(prefecture="大阪府"), geometry=shapes, crs=6668)
    return BoundaryTable(areas, len(rows), "", (), (), ())


def test_a_city_gives_its_wards_by_code_each_once():
    found = ward_areas([table(*ROWS[:2]), table(*ROWS[2:])], ["271403"])
    assert (found.city_code, found.name, found.name_en) == ("271403", "堺市", "Sakai City")
    assert found.wards.index.tolist() == ["271411", "271420"]
    assert found.wards["name"].tolist() == ["堺区", "中区"]
    assert found.wards["name_en"].tolist() == ["Sakai Ward", "Naka Ward"]
    assert found.wards["official_order"].tolist() == [1, 2]
    # 堺区 lies in two parts of 0.01 × 0.01.
    assert shapely.area(found.wards.geometry.to_numpy()).tolist() == pytest.approx([2e-4, 1e-4])
    assert found.rows_kept == (2, 1)
    assert found.without_english == ()


def test_two_editions_of_one_ward_are_refused_by_name():
    older = ("27141", "27140", "堺市", "堺区", 135.411)
    with pytest.raises(InputError) as error:
        ward_areas([table(ROWS[1]), table(older)], ["27140"], files=["2021.json", "2017.zip"])
    (fault,) = error.value.faults
    assert (fault.key, fault.file, fault.value) == ("outlines_differ", "2021.json, 2017.zip", "271411")


def test_the_same_drawing_twice_and_neighbours_that_share_a_border_are_joined():
    twice = ward_areas([table(ROWS[1]), table(ROWS[1])], ["27140"])
    assert shapely.area(twice.wards.geometry.to_numpy()).tolist() == pytest.approx([1e-4])
    beside = ("27141", "27140", "堺市", "堺区", 135.42)
    assert len(ward_areas([table(ROWS[1]), table(beside)], ["27140"]).wards) == 1


def test_the_order_given_comes_first_and_the_rest_by_code():
    found = ward_areas([table(*ROWS)], ["27140"], order=["271420"])
    assert found.wards.index.tolist() == ["271420", "271411"]
    assert found.wards["official_order"].tolist() == [1, 2]


def test_a_municipality_without_wards_is_its_own_only_one():
    found = ward_areas([table(*ROWS)], ["27341"])
    assert found.wards.index.tolist() == [found.city_code] == ["273414"]
    assert found.wards["name"].tolist() == ["忠岡町"]
    assert found.wards["name_en"].tolist() == ["Tadaoka Town"]


def test_several_municipalities_carry_the_name_of_their_city():
    found = ward_areas([table(*ROWS)], ["27140", "27341"])
    assert found.wards["name"].tolist() == ["堺市堺区", "堺市中区", "忠岡町"]
    assert found.wards["name_en"].tolist() == [
        "Sakai Ward, Sakai City",
        "Naka Ward, Sakai City",
        "Tadaoka Town",
    ]


def test_one_ward_alone_can_be_asked_for():
    found = ward_areas([table(*ROWS)], ["271411"])
    assert found.wards.index.tolist() == ["271411"]
    assert found.city_code == "271403"


def test_a_code_without_area_is_refused_with_what_is_there():
    with pytest.raises(InputError) as refused:
        ward_areas([table(*ROWS)], ["27202", "27140"])
    fault = refused.value.faults[0]
    assert (fault.key, fault.value) == ("municipality_missing", "27202")
    assert fault.expected == "27100 大阪市, 27140 堺市, 27341 忠岡町"


@pytest.mark.parametrize("code", ["", "271404", "堺市"])
def test_what_is_no_code_is_refused(code):
    with pytest.raises(InputError) as refused:
        ward_areas([table(*ROWS)], [code])
    assert refused.value.faults[0].key == "municipality_code"


@pytest.mark.parametrize(
    ("code", "name", "english"),
    [
        ("27140", "堺市", "Sakai City"),
        ("43100", "熊本市", "Kumamoto City"),
        ("01106", "南区", "Minami Ward"),
        ("12329", "栄町", "Sakae Town"),
        ("47306", "今帰仁村", "Nakijin Village"),
        # A name of which no reading is known, or that is another's by now, stays as it is.
        ("22139", "浜名区", "浜名区"),
        ("27140", "新市", "新市"),
    ],
)
def test_names_in_english_say_what_the_place_is(code, name, english):
    assert english_name(code, name) == english


def test_areas_that_overlap_become_one():
    rows = [ROWS[0], (*ROWS[0][:4], 135.405)]
    found = ward_areas([table(*rows)], ["27142"])
    assert found.wards.geometry.iloc[0].equals(shapely.box(135.40, 34.5, 135.415, 34.51))
