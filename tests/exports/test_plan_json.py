"""plan.json: valid against its schema, sums hold, no NaN, the same bytes twice."""

import dataclasses
import json
import math
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from domain.vocabulary import DayTime, Outcome, ScenarioOrigin
from exports.json_values import dump
from exports.plan_json import plan_document
from planning.limits import district_limits
from planning.pipeline import make_plan
from tests.exports.sample_plan import make_awkward_bundle, make_real, make_sample
from tests.made import make
from tests.toy_city import toy_settings

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "plan.schema.json").read_text("utf-8"))


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_document_follows_its_schema(scenario: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    document = json.loads(dump(plan_document(*make_sample(scenario))))
    jsonschema.validate(document, SCHEMA)
    assert document["bundle"]["is_model"] is True


def test_an_edited_scenario_says_so_and_a_published_one_needs_no_word() -> None:
    case, plan = make_sample()
    assert "origin" not in plan_document(case, plan)["scenario"]
    edited = dataclasses.replace(
        case, scenario=dataclasses.replace(case.scenario, origin=ScenarioOrigin.EDITED)
    )
    document = json.loads(dump(plan_document(edited, plan)))
    assert document["scenario"]["origin"] == "edited"
    jsonschema.validate(document, SCHEMA)


def test_real_data_is_not_marked_as_model() -> None:
    assert plan_document(*make_real())["bundle"]["is_model"] is False


def test_schema_refuses_a_document_without_ledger() -> None:
    document = plan_document(*make_sample())
    del document["ledger"]
    with pytest.raises(jsonschema.ValidationError, match="ledger"):
        jsonschema.validate(document, SCHEMA)


def test_ledger_sums_hold_at_every_level() -> None:
    ledger = plan_document(*make_sample())["ledger"]
    for row in [ledger["city"], *ledger["wards"], *ledger["districts"]]:
        assert sum(row[outcome.value] for outcome in Outcome) == row["persons"] == row["residents"]
    # A 60 + B 40 + C 50 + G 20 in 甲区, D 100 + E 80 in 乙区; without a place 6 + 20 in 甲区
    assert [row["persons"] for row in ledger["wards"]] == [170, 180]
    assert ledger["city"]["unserved"] == 20


def test_by_day_the_ledger_counts_those_present() -> None:
    bundle = make_awkward_bundle()
    scenario = dataclasses.replace(bundle.scenario("toy-tsunami-night"), day_time=DayTime.DAY)
    city = plan_document(*make(bundle, scenario, toy_settings()))["ledger"]["city"]
    # by day A 80, B 20, C 50, D 60, E 40, G 5
    assert (city["residents"], city["persons"]) == (350, 255)
    assert sum(city[outcome.value] for outcome in Outcome) == 255


def test_unknown_and_endless_values_are_null() -> None:
    case, plan = make_sample("toy-flood")
    exposure = plan.place_exposure.copy()
    exposure.loc["E2714000002", "depth_m_max"] = math.inf
    places = plan_document(case, dataclasses.replace(plan, place_exposure=exposure))["places"]
    rows = {row["id"]: row for row in places}
    assert rows["E2714000003"]["capacity_persons"] is None
    assert rows["E2714000002"]["depth_m_max"] is None
    assert rows["E2714000002"]["depth_open_ended"] is True
    assert rows["E2714000001"]["depth_open_ended"] is False


def test_margin_that_is_not_computed_is_null() -> None:
    case, plan = make_sample()
    facts = dataclasses.replace(plan.facts, margin_known=False, walk_time_mean_s=math.nan)
    document = plan_document(case, dataclasses.replace(plan, facts=facts))
    assert document["below_reserve_persons"] is None
    assert document["past_best_limit_persons"] is None
    assert all(row["limits"] is None for row in document["districts"])
    assert document["walk_time_mean_s"] is None
    jsonschema.validate(document, SCHEMA)


def test_kinds_and_layers_that_the_city_does_not_hold_are_named() -> None:
    case, plan = make_sample()
    assert plan_document(case, plan)["missing_kinds"] == []
    bare = dataclasses.replace(case.city, hazards={}, zones=case.city.zones.iloc[:0])
    empty = dataclasses.replace(case, city=bare)
    document = plan_document(empty, make_plan(empty))
    # Everybody is "outside" only because nothing is known: a reader must be able to see that.
    assert document["ledger"]["city"]["outside"] == document["ledger"]["city"]["persons"]
    assert (document["missing_kinds"], document["missing_layers"]) == (["tsunami"], ["tsunami"])
    jsonschema.validate(document, SCHEMA)


def test_dump_refuses_nan() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"value": math.nan})


def test_same_plan_gives_same_bytes() -> None:
    assert dump(plan_document(*make_sample())) == dump(plan_document(*make_sample()))


def test_no_count_of_people_who_need_help_leaves_in_the_document() -> None:
    assert b"assisted" not in dump(plan_document(*make_sample()))


def test_limits_count_nobody_where_below_ten_may_need_help_and_nobody_without_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case, plan = make_sample()
    ids = list(case.city.districts.index)
    limits = district_limits(case, plan)
    first = limits.iloc[[0]]

    def told(limit_s: float, persons: int, reserve: int) -> dict[str, object]:
        table = first.set_axis([ids[0]]).assign(
            route_latest_departure_s=limit_s,
            route_latest_departure_persons=persons,
            below_reserve_persons=reserve,
        )
        monkeypatch.setattr("exports.plan_json.district_limits", lambda *_: table)
        document = json.loads(dump(plan_document(case, plan)))
        jsonschema.validate(document, SCHEMA)
        (row,) = [one["limits"] for one in document["districts"] if one["id"] == ids[0]]
        return {key: row[key] for key in ("route_latest_departure_persons", "below_reserve_persons")}

    names = ("route_latest_departure_persons", "below_reserve_persons")
    # 20 may be 10 who need help and 10 helpers; 19 may be fewer than ten of them.
    assert told(600.0, 20, 0) == dict(zip(names, (20, 0), strict=True))
    assert told(600.0, 19, 1) == dict(zip(names, (None, None), strict=True))
    assert told(600.0, 0, 20) == dict(zip(names, (0, 20), strict=True))
    # A route that never closes has no limit: whoever takes it is in no count of limits.
    assert told(np.inf, 137, 32) == dict(zip(names, (None, 32), strict=True))
