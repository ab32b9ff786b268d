"""plan.json: valid against its schema, sums hold, no NaN, the same bytes twice."""

import dataclasses
import json
import math
from pathlib import Path

import jsonschema
import pytest

from domain.vocabulary import Outcome
from exports.plan_json import dump, plan_document
from tests.exports.sample_plan import make_sample_plan

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "plan.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("is_model", [True, False])
def test_document_follows_its_schema(is_model: bool) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(dump(plan_document(make_sample_plan(is_model=is_model))))
    jsonschema.validate(document, SCHEMA)
    assert document["bundle"]["is_model"] is is_model


def test_schema_refuses_a_document_without_ledger() -> None:
    document = plan_document(make_sample_plan())
    del document["ledger"]
    with pytest.raises(jsonschema.ValidationError, match="ledger"):
        jsonschema.validate(document, SCHEMA)


def test_ledger_sums_hold_at_every_level() -> None:
    ledger = plan_document(make_sample_plan())["ledger"]
    for row in [ledger["city"], *ledger["wards"], *ledger["districts"]]:
        assert sum(row[outcome.value] for outcome in Outcome) == row["persons"] == row["residents"]
    # 120 + 90 + 50 residents in 堺区, 40 in 中区; without a place 20 + 24 + 20 = 64
    assert [row["persons"] for row in ledger["wards"]] == [260, 40]
    assert ledger["city"]["unserved"] == 64


def test_unknown_and_endless_values_are_null() -> None:
    places = {row["id"]: row for row in plan_document(make_sample_plan())["places"]}
    assert places["E2714000002"]["capacity_persons"] is None
    assert places["E2714000002"]["depth_m_max"] is None
    assert places["E2714000002"]["depth_open_ended"] is True
    assert places["E2714000001"]["depth_open_ended"] is False


def test_margin_that_is_not_computed_is_null() -> None:
    plan = make_sample_plan()
    facts = dataclasses.replace(plan.facts, margin_known=False, walk_time_mean_s=math.nan)
    document = plan_document(dataclasses.replace(plan, facts=facts))
    assert document["negative_margin_persons"] is None
    assert document["walk_time_mean_s"] is None
    jsonschema.validate(document, SCHEMA)


def test_dump_refuses_nan() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"value": math.nan})


def test_same_plan_gives_same_bytes() -> None:
    assert dump(plan_document(make_sample_plan())) == dump(plan_document(make_sample_plan()))


def test_no_count_of_people_who_need_help_leaves_in_the_document() -> None:
    assert b"assisted" not in dump(plan_document(make_sample_plan()))
