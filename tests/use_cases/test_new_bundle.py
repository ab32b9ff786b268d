"""A city begins with its wards; a municipality without wards is its own only one."""

from pathlib import Path

import pytest

from data.bundle import read_bundle
from data.bundle.write import write_bundle
from domain.faults import InputError
from tests.data.readers.area_inputs import geojson, square
from tests.use_cases.downloads import n03
from use_cases.import_boundaries import import_boundaries
from use_cases.new_bundle import NewCityOptions, new_bundle


def test_a_municipality_without_wards_is_its_own_only_ward(tmp_path: Path):
    made = new_bundle([n03(tmp_path, ("高石市", "", "27225"), ("泉大津市", "", "27206"))], ["27225"])
    # The check digit: 2·6 + 7·5 + 2·4 + 2·3 + 5·2 = 71, 71 mod 11 = 5, 11 − 5 = 6.
    assert made.bundle.wards.index.tolist() == ["272256"]
    meta = made.bundle.meta
    assert (meta.city_code, meta.name, meta.name_en, meta.epsg) == ("272256", "高石市", "Takaishi City", 6674)
    (report,) = made.reports
    assert (report.rows_read, report.rows_kept) == (2, 1)
    assert [(one.key, one.count) for one in report.dropped] == [("other_municipality", 1)]
    notes = {one.key: dict(one.values) for one in report.notes}
    assert notes["plane_system"] == {"epsg": "6674", "system": "6"}
    assert made.bundle.wards["residents"].isna().all()


def test_wards_of_a_city_stand_in_the_order_that_is_said(tmp_path: Path):
    file = n03(tmp_path, ("堺市", "堺区", "27141"), ("堺市", "中区", "27142"))
    made = new_bundle([file], ["271403"], NewCityOptions(order=("27142", "27141")))
    wards = made.bundle.wards.sort_values("official_order")
    assert wards["name"].tolist() == ["中区", "堺区"]
    assert made.bundle.wards.index.is_monotonic_increasing


def test_several_municipalities_are_one_city_under_a_name(tmp_path: Path):
    file = n03(tmp_path, ("高石市", "", "27225"), ("泉大津市", "", "27206"))
    options = NewCityOptions(name="泉北地域", date="2024-01")
    made = new_bundle([file], ["27225", "27206"], options)
    assert made.bundle.meta.name == "泉北地域"
    assert sorted(made.bundle.wards["name"]) == ["泉大津市", "高石市"]
    assert made.bundle.meta.layers[0].date == "2024-01"


def test_a_new_city_is_written_and_read(tmp_path: Path):
    made = new_bundle([n03(tmp_path, ("高石市", "", "27225"))], ["27225"])
    write_bundle(made.bundle, tmp_path / "city")
    assert {one.key for one in read_bundle(tmp_path / "city").warnings} == {"layer_not_held"}


@pytest.mark.parametrize(
    ("codes", "key"),
    [(["27999"], "municipality_missing"), (["2722"], "municipality_code"), ([], "municipality_code")],
)
def test_a_code_that_is_none_is_said(tmp_path: Path, codes: list[str], key: str):
    file = n03(tmp_path, ("高石市", "", "27225"))
    with pytest.raises(InputError) as found:
        new_bundle([file], codes)
    assert {fault.key for fault in found.value.faults} == {key}


def test_a_city_without_an_outline_is_said():
    with pytest.raises(InputError) as found:
        new_bundle([], ["27225"])
    assert [fault.key for fault in found.value.faults] == ["outline_needed"]


def test_any_outline_will_do_and_wards_may_be_left_out(tmp_path: Path):
    rows = [({"code": "27141"}, square()), ({"code": "27142"}, square(1))]
    file = geojson(tmp_path / "own.geojson", rows)
    made = new_bundle([file], ["27140"], NewCityOptions(date="2026"))
    assert made.bundle.wards["name"].tolist() == ["堺区", "中区"]
    (source,) = made.bundle.meta.layers[0].sources
    assert (source.name, source.licence, source.date) == ("own.geojson", "", "2026")
    whole = new_bundle([file], ["27140"], NewCityOptions(without_wards=True))
    assert whole.bundle.wards["name"].tolist() == ["堺市"]
    assert whole.bundle.wards.index.tolist() == ["271403"]
    # What is renewed stays without wards.
    renewed = import_boundaries(whole.bundle, [file]).bundle
    assert renewed.wards.index.tolist() == ["271403"]
    # Two squares of 0.001°, each about 92 m by 111 m.
    assert renewed.wards.geometry.area.sum() == pytest.approx(2 * 91.8 * 110.9, rel=0.01)
