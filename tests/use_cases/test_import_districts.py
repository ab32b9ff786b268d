"""School districts into a city: everything in them goes with them; lists of organisations must follow."""

from dataclasses import replace

import pytest

from domain.faults import InputError
from tests.toy_city.build import make_toy_bundle
from tests.use_cases.city_files import a27, unorganised_city
from use_cases.import_districts import import_districts


@pytest.fixture(scope="module")
def city():
    return unorganised_city()


def test_areas_of_schools_take_blocks_and_places_with_them(tmp_path, city):
    result = import_districts(city, [a27(tmp_path / "a27.geojson", city)], date="2021")
    renewed = result.bundle
    assert renewed.districts["name"].tolist() == ["東", "西"]
    for layer in (renewed.blocks, renewed.places, renewed.facilities):
        assert layer["district_id"].isin(renewed.districts.index).all()
    assert renewed.blocks["residents"].sum() == city.blocks["residents"].sum()
    assert renewed.blocks["ward_code"].tolist() == city.blocks["ward_code"].tolist()
    assert result.reports[0].rows_kept == 2


def test_districts_that_organisations_name_cannot_vanish(tmp_path):
    whole = make_toy_bundle()
    with pytest.raises(InputError) as refused:
        import_districts(whole, [a27(tmp_path / "a27.geojson", whole)])
    assert "unknown_reference" in {fault.key for fault in refused.value.faults}


def test_a_list_of_towns_makes_districts_of_blocks(tmp_path, city):
    towns = city.blocks["town"].tolist()
    lines = [
        f"{town},{'東' if ward == '271411' else '西'}小学校"
        for town, ward in zip(towns, city.blocks["ward_code"], strict=True)
    ]
    file = tmp_path / "list.csv"
    file.write_text("町名,校区\n" + "\n".join([*lines, "無町,東小学校"]) + "\n", encoding="cp932")
    result = import_districts(city, [file])
    assert sorted(result.bundle.districts["name"]) == ["東", "西"]
    report = result.reports[0]
    assert (report.rows_read, report.rows_kept) == (len(towns) + 1, len(towns))
    assert [(one.key, one.count) for one in report.dropped] == [("town_unknown", 1)]


def test_a_list_needs_blocks(tmp_path, city):
    file = tmp_path / "list.csv"
    file.write_text("町名,校区\n上町,東\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        import_districts(replace(city, blocks=city.blocks.iloc[:0]), [file])
    assert refused.value.faults[0].key == "list_needs_blocks"


def test_a_file_of_another_place_is_refused(tmp_path, city):
    moved = replace(city, wards=city.wards.set_geometry(city.wards.geometry.translate(90_000, 0)))
    with pytest.raises(InputError) as refused:
        import_districts(city, [a27(tmp_path / "a27.geojson", moved)])
    assert refused.value.faults[0].key == "no_district_of_city"
