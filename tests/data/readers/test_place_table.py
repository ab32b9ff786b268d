"""Listed places as a table of a city: ward and district by the point, all else unknown."""

import geopandas as gpd
import pandas as pd
import shapely

from data.bundle.stand_in import stand_in_districts
from data.readers.place_list import FLAGS, ROLES
from data.readers.place_table import build_place_table
from domain.vocabulary import Severity

EPSG = 6674


def areas() -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Two wards side by side; the western one has two districts."""
    shapes = [
        shapely.box(135.40, 34.50, 135.45, 34.55),
        shapely.box(135.40, 34.55, 135.45, 34.60),
        shapely.box(135.45, 34.50, 135.50, 34.60),
    ]
    cells = gpd.GeoSeries(shapes, crs=6668).to_crs(EPSG).to_numpy()
    wards = gpd.GeoDataFrame(
        {"name": ["西区", "北西区"]},
        geometry=[shapely.union_all(cells[:2]), cells[2]],
        crs=EPSG,
        index=["990019", "990027"],
    )
    districts = gpd.GeoDataFrame(
        {"name": ["南", "北", "東"], "ward_code": ["990019", "990019", "990027"]},
        geometry=list(cells), crs=EPSG, index=["D1", "D2", "D3"],
    )  # fmt: skip
    return wards, districts


def table(*places: tuple[str, float, float], standard: str = "", persons: int | None = None, cut=None):
    rows = [
        {
            "name": f"館{n}", "address": address, "lon": lon, "lat": lat, "file": "a.csv", "row": str(n + 2),
            "official_capacity_persons": persons, **dict.fromkeys((*ROLES, *FLAGS), False),
        }
        for n, (address, lon, lat) in enumerate(places)
    ]  # fmt: skip
    facilities = pd.DataFrame(rows, index=[f"P{n}" for n in range(len(rows))])
    facilities["official_capacity_persons"] = facilities["official_capacity_persons"].astype("Int64")
    return build_place_table(facilities, *(cut or areas()), standard=standard)


def test_ward_and_district_are_those_that_the_point_lies_in():
    built = table(("", 135.42, 34.52), ("", 135.42, 34.58), ("", 135.48, 34.58))
    assert built.places["district_id"].tolist() == ["D1", "D2", "D3"]
    assert built.places["ward_code"].tolist() == ["990019", "990019", "990027"]
    assert built.faults == ()


def test_another_ward_in_the_address_is_said_and_does_not_count():
    built = table(("模擬市北西区1", 135.42, 34.52), ("模擬市西区1", 135.42, 34.52))
    assert built.places["ward_code"].tolist() == ["990019", "990019"]
    assert [(f.key, f.severity, f.row, f.value, f.expected) for f in built.faults] == [
        ("ward_differs", Severity.WARNING, "2", "北西区", "西区")
    ]


def test_a_ward_counts_at_the_start_and_behind_the_city_only():
    # 西区 is the end of 北西区, and part of the name of a town.
    built = table(("北西区1", 135.48, 34.58), ("模擬市大西区町1", 135.48, 34.58), ("西区1", 135.48, 34.58))
    assert [(fault.row, fault.value) for fault in built.faults] == [("4", "西区")]


def test_a_point_outside_all_districts_goes_to_the_nearest_and_is_said():
    built = table(("", 135.42, 34.61))
    assert built.places[["ward_code", "district_id"]].iloc[0].tolist() == ["990019", "D2"]
    assert [(fault.key, fault.value) for fault in built.faults] == [("no_district", "北")]


def test_where_no_districts_are_held_the_nearest_ward_is_named():
    wards, _ = areas()
    built = table(("", 135.42, 34.61), cut=(wards, stand_in_districts(wards)))
    assert built.places["ward_code"].tolist() == ["990019"]
    assert [(fault.key, fault.value) for fault in built.faults] == [("outside_wards", "西区")]


def test_what_no_list_says_is_unknown():
    place = table(("", 135.42, 34.52)).places.iloc[0]
    for name in ("floor_area_m2", "floors", "stay_capacity_persons", "official_capacity_persons"):
        assert pd.isna(place[name])
    assert (place["direct_admission"], place["facility_type"], place["official_capacity_standard"]) == (
        "unknown",
        "",
        "",
    )
    assert not place["refuge_building"]


def test_a_capacity_has_the_standard_that_it_was_counted_by():
    place = table(("", 135.42, 34.52), standard="市の基準", persons=0).places.iloc[0]
    assert (place["official_capacity_persons"], place["official_capacity_standard"]) == (0, "市の基準")
