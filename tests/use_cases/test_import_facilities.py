"""Facilities into a city: model ones give way, other data sets stay, rows are all accounted for."""

from dataclasses import replace

import pytest
import shapely

from domain.faults import InputError
from tests.data.readers.boundary_inputs import write_geojson
from tests.data.readers.test_ksj_facilities import old_p14, p04, p14, p29
from tests.toy_city.build import make_toy_bundle
from use_cases.import_facilities import import_facilities


@pytest.fixture(scope="module")
def city():
    return make_toy_bundle()


@pytest.fixture(scope="module")
def middle(city):
    return city.wards.to_crs(6668).geometry.iloc[0].representative_point()


@pytest.fixture
def hospitals(tmp_path, city, middle):
    # East of the city, within the 0.02 degrees around it that are read.
    beside = shapely.Point(city.wards.to_crs(6668).total_bounds[2] + 0.01, middle.y)
    rows = [
        (p04("錦病院"), middle),
        (p04("錦病院"), middle),
        (p04("歯科", kind=3), middle),
        (p04("遠い病院"), shapely.Point(141.3, 43.0)),
        (p04("隣の病院"), beside),
    ]
    return write_geojson(tmp_path / "p04.geojson", rows)


@pytest.fixture
def schools(tmp_path, middle):
    return write_geojson(tmp_path / "p29.geojson", [(p29(), middle)])


def test_every_row_is_kept_or_dropped_for_a_reason_and_terms_are_kept(city, hospitals):
    result = import_facilities(city, [hospitals], date="2020")
    (report,) = result.reports
    assert (report.rows_read, report.rows_kept, report.is_unverified) == (5, 1, True)
    dropped = {one.key: one.count for one in report.dropped}
    # The one some kilometres off lies in the margin that is read, the far one does not.
    assert dropped == {
        "users_come_and_go": 1,
        "outside_city": 1,
        "same_facility": 1,
        "other_municipality": 1,
    }
    assert result.bundle.facilities["name"].tolist() == ["錦病院"]
    assert dict(report.notes[0].values) == {"kinds": "病院 1"}
    layer = result.bundle.meta.layer("facilities")
    assert not layer.is_model
    assert [(one.date, bool(one.notices), bool(one.notices_en)) for one in layer.sources] == [
        ("2020", True, True)
    ]


def test_a_second_data_set_joins_the_first_and_renewing_one_leaves_the_other(
    city, hospitals, schools, tmp_path
):
    both = import_facilities(import_facilities(city, [hospitals]).bundle, [schools]).bundle
    assert sorted(both.facilities["facility_type"]) == ["medical", "school"]
    assert len(both.meta.layer("facilities").sources) == 2
    known = replace(both, facilities=both.facilities.assign(plan_made="yes"))
    point = shapely.Point(*both.facilities.to_crs(6668).geometry.iloc[0].coords[0])
    other = write_geojson(tmp_path / "new.geojson", [(p04("東病院"), point)])
    renewed = import_facilities(known, [other]).bundle.facilities
    assert sorted(zip(renewed["name"], renewed["plan_made"], strict=True)) == [
        ("東病院", "unknown"),
        ("錦小学校", "yes"),
    ]


def test_files_in_one_go_give_what_one_after_the_other_gives(city, hospitals, schools):
    together = import_facilities(city, [hospitals, schools]).bundle.facilities
    apart = import_facilities(import_facilities(city, [hospitals]).bundle, [schools]).bundle.facilities
    assert together.equals(apart)


def test_a_file_without_a_facility_of_the_city_is_refused(city, tmp_path):
    file = write_geojson(tmp_path / "a.geojson", [(p04(), shapely.Point(141.3, 43.0))])
    with pytest.raises(InputError) as caught:
        import_facilities(city, [file])
    assert [fault.key for fault in caught.value.faults] == ["no_facility_of_city"]


def test_a_new_edition_takes_the_place_of_the_old_with_its_terms(city, middle, tmp_path):
    old = write_geojson(tmp_path / "old.geojson", [(old_p14("錦園"), middle)])
    new = write_geojson(tmp_path / "new.geojson", [(p14("東園"), middle)])
    renewed = import_facilities(import_facilities(city, [old]).bundle, [new]).bundle
    assert renewed.facilities["name"].tolist() == ["東園"]
    assert ["非商用" in one.licence for one in renewed.meta.layer("facilities").sources] == [False]
