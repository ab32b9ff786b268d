"""GeoJSON: degrees with six decimals, the right number of features, model data said."""

import dataclasses
import json
from typing import Any

import pytest

from exports.district_map_pdf import district_map_pdf
from exports.fields import MAP_FIELDS
from exports.geojson import plan_geojson
from messages.catalogue import has, text
from presentation.map_layers.places import place_signs
from tests.exports.sample_plan import MARKUP_NAME, make_real, make_sample


def _files(scenario: str = "toy-tsunami-night", language: str = "ja") -> dict[str, Any]:
    found = plan_geojson(*make_sample(scenario), language)
    return {name: json.loads(content) for name, content in found.items()}


def _numbers(value: Any) -> list[float]:
    if isinstance(value, list):
        return [number for item in value for number in _numbers(item)]
    return [value]


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_files_are_feature_collections_in_degrees(scenario: str) -> None:
    files = _files(scenario)
    assert sorted(files) == ["districts.geojson", "hazard.geojson", "places.geojson", "routes.geojson"]
    for document in files.values():
        assert document["crs"]["properties"]["name"].endswith("EPSG::6668")
        for feature in document["features"]:
            numbers = _numbers(feature["geometry"]["coordinates"])
            # the toy lies near Sakai: longitude 135.4–135.6, latitude 34.5–34.6
            assert all(135.4 < number < 135.6 for number in numbers[0::2])
            assert all(34.5 < number < 34.6 for number in numbers[1::2])
            assert all(round(number, 6) == number for number in numbers)


def test_districts_carry_their_ledger() -> None:
    rows = {
        row["properties"]["district_id"]: row["properties"]
        for row in _files()["districts.geojson"]["features"]
    }
    assert rows["271411-00001"]["persons"] == 170
    assert rows["271411-00001"]["unserved"] == 20


def test_unknown_capacity_and_open_depth_are_null() -> None:
    places = {
        f["properties"]["place_id"]: f["properties"]
        for f in _files("toy-flood")["places.geojson"]["features"]
    }
    assert places["E2714000003"]["capacity_persons"] is None
    assert places["E2714000004"]["name"] == MARKUP_NAME
    hazard = _files("toy-flood")["hazard.geojson"]["features"]
    assert hazard[1]["properties"]["depth_m_max"] is None
    routes = [f["properties"] for f in _files("toy-flood")["routes.geojson"]["features"]]
    # Without an arrival no way is said to keep the reserve, and its limit is not "never".
    assert {(row["limit"], row["below_reserve"], row["seaward"]) for row in routes} == {
        ("unknown", None, None)
    }
    assert {row["depart_s"] for row in routes} == {3600.0, 10800.0}


def test_every_field_is_described_with_null_and_values() -> None:
    for scenario in ("toy-tsunami-night", "toy-flood", "toy-quake"):
        for name, document in _files(scenario, language="en").items():
            assert document["features"]
            for feature in document["features"]:
                said = feature["properties"]
                assert list(said) == [field.name for field in MAP_FIELDS[name]]
                for field in MAP_FIELDS[name]:
                    value = said[field.name]
                    assert value is not None or field.may_be_null, (scenario, name, field.name)
                    assert value is None or not field.values or value in field.values
                    if isinstance(value, float) and field.unit in {"m", "s", "duration_s"}:
                        assert round(value, 1) == value
    assert all(
        has(language, key) for language in ("ja", "en") for fields in MAP_FIELDS.values()
        for key in (field.meaning for field in fields)
    )  # fmt: skip


def test_routes_of_a_block_to_a_place_are_one_feature() -> None:
    routes = _files()["routes.geojson"]["features"]
    # A to the building, A, B and C to the safe area. The 4 to the building all need help: so few are
    # not told.
    assert [row["properties"]["persons"] for row in routes] == [None, 56, 40, 50]
    assert not [
        key for row in routes for key in row["properties"] if "profile_id" in key or "assisted" in key
    ]


def test_every_feature_says_whether_it_is_model_data() -> None:
    for language, said in (("ja", "模擬データ"), ("en", "Model data")):
        for document in _files(language=language).values():
            assert said in document["model_notice"]
            assert {f["properties"]["data_kind"] for f in document["features"]} == {said}
    for content in plan_geojson(*make_real(), "ja").values():
        assert "模擬データ" not in content.decode()


def test_same_plan_gives_same_bytes() -> None:
    assert plan_geojson(*make_sample(), "ja") == plan_geojson(*make_sample(), "ja")


def test_a_place_has_the_standing_that_the_map_shows() -> None:
    case, plan = make_sample()
    rows = json.loads(plan_geojson(case, plan, "ja")["places.geojson"])["features"]
    signs = place_signs(case, plan)["standing"].to_dict()
    for row in rows:
        said = row["properties"]
        assert said["standing"] == signs[said["place_id"]]
        assert said["standing_label"] == text("ja", f"place_standing.{said['standing']}")
        assert (said["standing"] in {"usable", "upper_floors"}) == said["in_plan"]


def test_half_a_character_in_a_name_does_not_end_files_or_paper() -> None:
    # Columns of text cannot hold one; the names of a scenario, given by a program, can.
    case, plan = make_sample()
    case = dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, name="津\udfff波"))
    assert "津�波" in plan_geojson(case, plan, "ja")["places.geojson"].decode()
    assert district_map_pdf(case, plan, "271411-00001", "ja").startswith(b"%PDF")
