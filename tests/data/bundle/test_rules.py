"""What the tables of a bundle must say of each other: the ward of a record is that of its district."""

import pandas as pd
import pytest

from data.bundle.rules import Layers, ward_of_district_faults

WARDS = pd.DataFrame(index=["990019", "990027"])
DISTRICTS = pd.DataFrame({"ward_code": ["990019", "990027"]}, index=["D1", "D2"])


def faults(layer: str, rows: list[tuple[str | None, str | None]], districts: pd.DataFrame = DISTRICTS):
    table = pd.DataFrame(rows, columns=["ward_code", "district_id"], dtype="str")
    tables = {"wards": WARDS, "districts": districts, layer: table}
    names = {layer: [f"r{number}" for number in range(len(rows))]}
    return list(ward_of_district_faults(Layers(tables, {layer: f"{layer}.parquet"}, names)))


@pytest.mark.parametrize("layer", ["blocks", "places", "facilities"])
def test_a_record_whose_ward_is_not_that_of_its_district_is_an_error(layer: str):
    (fault,) = faults(layer, [("990019", "D1"), ("990019", "D2"), ("990027", "D2")])
    assert (fault.key, fault.severity, fault.file, fault.layer) == (
        "ward_of_district_differs", "error", f"{layer}.parquet", layer,
    )  # fmt: skip
    assert (fault.row, fault.column, fault.value, fault.expected) == (
        "r1",
        "ward_code",
        "990019 (D2)",
        "990027",
    )


def test_a_district_of_another_ward_is_told_by_every_record_in_it():
    turned = DISTRICTS.assign(ward_code=["990027", "990027"])
    assert [fault.row for fault in faults("blocks", [("990019", "D1"), ("990019", "D1")], turned)] == [
        "r0",
        "r1",
    ]


def test_references_that_lead_nowhere_are_faults_of_their_own():
    unknown = [("990019", "D9"), ("999999", "D1"), (None, "D1"), ("990019", None)]
    assert faults("places", unknown) == []
    lost = DISTRICTS.assign(ward_code=["999999", "990027"])
    assert faults("places", [("990019", "D1")], lost) == []


def test_layers_that_could_not_be_read_are_not_judged():
    blocks = pd.DataFrame({"ward_code": ["990019"], "district_id": ["D2"]})
    for tables in (
        {"blocks": blocks},
        {"wards": WARDS, "blocks": blocks},
        {"districts": DISTRICTS, "blocks": blocks},
    ):
        assert list(ward_of_district_faults(Layers(tables, {}, {"blocks": ["r0"]}))) == []
