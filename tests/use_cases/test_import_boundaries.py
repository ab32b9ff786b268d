"""Outlines of wards into a city: by code, with what was published of them, reported file by file."""

import pytest

from domain.faults import InputError
from tests.data.readers.boundary_inputs import write_geojson
from tests.toy_city.build import make_toy_bundle
from use_cases.import_boundaries import import_boundaries


@pytest.fixture(scope="module")
def city():
    return make_toy_bundle()


def n03_rows(city, *, without=()):
    """Return the wards of the city, and a neighbour, as N03 draws them."""
    degrees = city.wards.to_crs(6668)
    rows = [
        (
            {
                "N03_001": "大阪府", "N03_002": None, "N03_003": "堺市",
                "N03_004": name, "N03_007": str(code)[:5],
            },
            shape,
        )
        for code, name, shape in zip(degrees.index, ["堺区", "中区"], degrees.geometry, strict=True)
        if code not in without
    ]  # fmt: skip
    other = {"N03_001": "大阪府", "N03_002": None, "N03_003": None, "N03_004": "高石市", "N03_007": "27225"}
    return [*rows, (other, rows[0][1])]


def test_wards_are_renewed_and_other_municipalities_left_out(tmp_path, city):
    file = write_geojson(tmp_path / "n03.geojson", n03_rows(city))
    result = import_boundaries(city, [file], date="2024-01-01")
    wards = result.bundle.wards
    assert wards.index.tolist() == city.wards.index.tolist()
    assert wards["name"].tolist() == ["堺区", "中区"]
    assert wards["name_en"].tolist() == ["Sakai Ward", "Naka Ward"]
    # What was published of a ward stays with its code.
    assert wards["residents"].tolist() == city.wards["residents"].tolist()
    assert wards.geometry.area.to_numpy() == pytest.approx(city.wards.geometry.area.to_numpy(), rel=1e-6)
    report = result.reports[0]
    assert (report.rows_read, report.rows_kept) == (3, 2)
    assert [(one.key, one.count) for one in report.dropped] == [("other_municipality", 1)]
    source = result.bundle.meta.layer("wards")
    assert source is not None
    assert (source.date, source.is_model) == ("2024-01-01", False)
    assert result.before == {"wards": 2}


def test_the_order_of_wards_can_be_given(tmp_path, city):
    file = write_geojson(tmp_path / "n03.geojson", n03_rows(city))
    wards = import_boundaries(city, [file], order=["271420"]).bundle.wards
    assert wards.sort_values("official_order").index.tolist() == ["271420", "271411"]


def test_a_ward_that_is_still_referred_to_cannot_vanish(tmp_path, city):
    file = write_geojson(tmp_path / "n03.geojson", n03_rows(city, without=["271420"]))
    with pytest.raises(InputError):
        import_boundaries(city, [file])


def test_the_city_given_is_not_changed(tmp_path, city):
    before = city.wards.copy()
    import_boundaries(city, [write_geojson(tmp_path / "n03.geojson", n03_rows(city))])
    assert city.wards.equals(before)
