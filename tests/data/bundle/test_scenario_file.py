"""Opening times in ``scenarios.toml``: written, read, and checked against the places."""

from dataclasses import replace
from pathlib import Path

from data.bundle import check_bundle, read_bundle
from data.bundle.write import write_bundle
from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind
from tests.data.spoil import change_text
from tests.toy_city import make_toy_bundle

OPENING = "[scenarios.opens_at_s]\nall_places = 900.0\nE2714000001 = 7200.0\n"


def test_opening_times_survive_the_way_to_disk_and_back(tmp_path: Path) -> None:
    city = make_toy_bundle()
    times = {"all_places": 900.0, "E2714000001": 7200.0}
    first = replace(next(iter(city.scenarios.values())), opens_at_s=times)
    write_bundle(replace(city, scenarios={**city.scenarios, first.scenario_id: first}), tmp_path / "city")
    assert OPENING in (tmp_path / "city" / "scenarios.toml").read_text(encoding="utf-8")
    assert read_bundle(tmp_path / "city").scenario(first.scenario_id).opens_at_s == times


def test_an_unknown_place_and_a_time_that_is_none_are_named(folder: Path) -> None:
    scenario = next(iter(make_toy_bundle().scenarios))
    wrong = "[scenarios.opens_at_s]\nE9999999999 = 0.0\nall_places = inf\n\n[scenarios.alerts_s]"
    change_text(folder, "scenarios.toml", "[scenarios.alerts_s]", wrong)
    found = {(fault.key, fault.row, fault.column, fault.value) for fault in check_bundle(folder)}
    assert ("unknown_reference", scenario, "opens_at_s", "E9999999999") in found
    assert ("not_finite", scenario, "opens_at_s.all_places", "inf") in found


def test_closed_streets_survive_the_way_to_disk_and_back(tmp_path: Path) -> None:
    city = make_toy_bundle()
    name = next(one for one in city.streets["name"] if one)
    closed = (ClosedStreets(ClosedKind.STREETS, name, 600.0, 1200.0), ClosedStreets(ClosedKind.STREETS, name))
    first = replace(next(iter(city.scenarios.values())), closed_streets=closed)
    write_bundle(replace(city, scenarios={**city.scenarios, first.scenario_id: first}), tmp_path / "city")
    assert read_bundle(tmp_path / "city").scenario(first.scenario_id).closed_streets == closed


def test_a_slip_in_a_closed_street_is_named_and_closes_nothing_unseen(folder: Path) -> None:
    scenario = next(iter(make_toy_bundle().scenarios))
    slip = '[[scenarios.closed_streets]]\nkind = "bridges"\nname = "どこにもない橋"\nuntill_s = 9.0\n'
    change_text(
        folder, "scenarios.toml", "[scenarios.alerts_s]", f"{slip}from_s = inf\n\n[scenarios.alerts_s]"
    )
    found = {(fault.key, fault.row, fault.column, fault.value) for fault in check_bundle(folder)}
    assert ("unknown_reference", scenario, "closed_streets.0.name", "どこにもない橋") in found
    assert ("field_unknown", scenario, "closed_streets.0.untill_s", None) in found
    assert ("not_finite", scenario, "closed_streets.0.from_s", "inf") in found
