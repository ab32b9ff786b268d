"""The command ``places``: the same people as the plan, in words and as JSON."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.sonae.test_cli import run

EAST, WEST = "E2714000001", "E2714000002"


def places(runner: CliRunner, city: Path, *more: object):
    return run(runner, "places", "--bundle", city, "--scenario", "toy-quake", *more)


def test_it_says_which_places_to_open_first_and_who_is_left(runner: CliRunner, city: Path) -> None:
    result = places(runner, city, "--lang", "en")
    assert result.exit_code == 0
    # Both places hold everybody: 56 of 62 people (tests/planning), rounded on model data.
    assert "To open first (1): " in result.output
    assert "Of about 60 people who need a place, about 60 people have a place" in result.output


def test_json_counts_the_people_of_the_plan(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    told = json.loads(places(runner, city, "--json").stdout)
    out = tmp_path / "plan"
    run(runner, "plan", "--bundle", city, "--scenario", "toy-quake", "--out", out, "--json")
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    ledger = plan["ledger"]["city"]
    unserved = sum(ledger[cause] for cause in (
        "no_capacity", "capacity_unknown", "way_unknown", "no_safe_way", "too_late", "no_suitable_place",
    ))  # fmt: skip
    assert told["persons"]["unserved"] == unserved > 0
    loads = {one["id"]: one["assigned_persons"] for one in plan["places"]}
    assert {one["place_id"]: one["assigned_persons"] for one in told["places"]} == {
        key: loads[key] for key in told["could_be_open"]
    }
    assert sum(one["unserved_persons"] for one in told["wards"]) == unserved
    for one in told["places"]:
        assert sum(one["from_districts"].values()) == one["assigned_persons"]


def test_only_the_named_places_are_open_and_the_order_has_as_many_steps_as_asked(
    runner: CliRunner, city: Path
) -> None:
    told = json.loads(places(runner, city, "--open", EAST, "--order", 1, "--json").stdout)
    assert told["open"] == [EAST]
    assert len(told["order"]["steps"]) == 1
    begun = json.loads(places(runner, city, "--first", f"{EAST}, {WEST}", "--json").stdout)
    assert begun["order"]["open_at_first"] == [EAST, WEST]
    assert begun["order"]["steps"] == []


def test_a_ward_or_place_that_is_not_there_is_refused_in_words(runner: CliRunner, city: Path) -> None:
    assert places(runner, city, "--ward", "999999").exit_code == 2
    refused = places(runner, city, "--open", "E0", "--lang", "en")
    assert refused.exit_code == 1
    assert "E0" in refused.output
    assert EAST in refused.output


@pytest.mark.parametrize("ward", ["271411"])
def test_a_ward_has_its_own_order(runner: CliRunner, city: Path, ward: str) -> None:
    told = json.loads(places(runner, city, "--ward", ward, "--json").stdout)
    assert told["order"]["served_with_all"] == told["persons"]["served"]
    own = told["ward"]
    assert own["ward_code"] == ward
    of_ward = next(one for one in told["wards"] if one["ward_code"] == ward)
    assert (own["persons"], own["unserved_persons"]) == (of_ward["persons"], of_ward["unserved_persons"])
    assert own["first_places"] == len(told["order"]["steps"][:5])
    # Opening more leaves nobody more without a place.
    assert own["unserved_with_first_places"] <= own["unserved_persons"]
    said = places(runner, city, "--ward", ward, "--order", 5, "--lang", "en").output
    assert said.index(" places open (staff: ") < said.index("Places open in the city: ")
    assert "ward" not in json.loads(places(runner, city, "--json").stdout)


def test_the_order_says_what_is_open_before_its_first_place(runner: CliRunner, city: Path) -> None:
    def said(*more: str) -> str:
        return " ".join(places(runner, city, *more, "--lang", "en").output.split())

    assert "Counted from no place open." in said()
    in_ward = said("--ward", "271411")
    assert "Counted from no place of this ward open (those of other wards are open as chosen)." in in_ward
    begun = said("--ward", "271411", "--first", EAST)
    assert "Counted from the places of --first (those of other wards are open as chosen)." in begun
    assert "Counted from no place" not in begun
    assert "Counted from the places of --first." in said("--first", EAST)


def test_only_some_places_are_a_measure_of_a_few_words(runner: CliRunner, city: Path) -> None:
    only = json.loads(places(runner, city, "--set", f"network.only_places={EAST}", "--json").stdout)
    assert only["open"] == [EAST]
    none = json.loads(places(runner, city, "--set", "network.only_places=none", "--json").stdout)
    assert none["open"] == []
    assert places(runner, city, "--set", "network.only_places=E0").exit_code == 1
