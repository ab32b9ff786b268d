"""The district profile: one model for page and paper (the toy city: tests/toy_city/build.py)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import Band, HazardKind
from planning.concerned import concerned_by_district
from planning.limits import district_limits
from planning.shaking import shaking_layers
from presentation.area_sums import sums_of
from presentation.district_profile.dangers import danger_grid, facility_text
from presentation.district_profile.limits import (
    departure_lines,
    earliest_line,
    limit_grid,
    no_limit_text,
    reach_grid,
)
from presentation.district_profile.people import is_withheld, ledger_grid, need_grid, resident_grid
from presentation.district_profile.places import district_places
from presentation.district_profile.profile import build_profile
from presentation.district_profile.strength import build_strength
from presentation.district_profile.subject import Subject
from presentation.names import block_names
from presentation.plan_table import PlanTable
from presentation.readiness_tables import cause_text, weak_point_table
from presentation.words import Words
from tests.exports.sample_plan import make_real, make_sample
from tests.made import Made, make_toy
from tests.toy_city import toy_settings

WORDS = Words("ja")
D1, D2 = "271411-00001", "271420-00002"


def _made(settings: Settings | None = None, scenario_id: str = "toy-tsunami-night") -> Made:
    return make_toy(scenario_id, settings or toy_settings())


def _subject(made: Made, district_id: str = D1) -> Subject:
    return Subject(*made, district_id, WORDS)


def _facts(subject: Subject) -> dict[str, tuple[str, ...]]:
    grid = limit_grid(subject)
    assert grid is not None
    return {row[0]: row[1:] for row in grid.rows}


def test_the_limit_is_that_of_the_routes_with_the_people_who_leave_by_it() -> None:
    made = _made()
    own = made.plan.margin[made.plan.margin["block_id"].str.startswith("M271411")]
    earliest = own.groupby("profile_id")["route_latest_departure_s"].min()
    facts = _facts(_subject(made))
    for column, profile in enumerate(("general", "assisted")):
        rows = own[(own["profile_id"] == profile) & (own["route_latest_departure_s"] == earliest[profile])]
        persons = int(rows["route_latest_departure_persons"].sum())
        assert facts[WORDS("profile.route_limit")][column] == WORDS.limit(
            earliest[profile], made.case.scenario
        )
        assert facts[WORDS("profile.route_limit_persons")][column] == WORDS.people_cell(persons, rounded=True)


def test_the_block_that_must_leave_first_stands_at_the_head() -> None:
    made = _made()
    own = made.plan.margin[made.plan.margin["block_id"].str.startswith("M271411")]
    first = own.loc[own["route_latest_departure_s"].idxmin()]
    concerned = concerned_by_district(made.case.city, made.case.settings)
    said = build_profile(*made, D1, WORDS, concerned).answer[1]
    assert said == earliest_line(_subject(made))
    # Who has no place may have to be out of the area earlier: it is said of the others alone.
    assert sums_of(made.plan.ledgers.districts, D1)["unserved"] > 0
    assert said.startswith("避難先のある人で、")
    assert block_names(made.case.city, [first["block_id"]], "ja").iloc[0] in said
    assert WORDS.limit(first["route_latest_departure_s"], made.case.scenario) in said
    # Where no arrival is published nobody knows which, but when the first leave: in no table.
    flood = _made(scenario_id="toy-flood")
    assert WORDS("profile.limit_withheld") in earliest_line(_subject(flood, D2))
    answer = build_profile(*flood, D2, WORDS, concerned).answer
    told = [" ".join(one.split()) for one in departure_lines(_subject(flood, D2))]
    assert told
    assert list(answer[2 : 2 + len(told)]) == told
    assert not any("\n" in one for one in told)
    assert build_profile(*flood, D2, WORDS, concerned).limits is None
    assert earliest_line(_subject(_made(scenario_id="toy-flood"))) == ""  # nobody is concerned
    assert earliest_line(_subject(_made(scenario_id="toy-quake"))) == ""


def test_all_who_must_leave_first_are_named_where_several_must() -> None:
    case, plan = _made()
    own = plan.margin["block_id"].str.startswith("M271411")
    limit_s = float(plan.margin["route_latest_departure_s"][own].min())
    tie = own & plan.margin["route_latest_departure_s"].notna()
    at_once = plan.margin.assign(
        route_latest_departure_s=plan.margin["route_latest_departure_s"].mask(tie, limit_s)
    )
    said = earliest_line(_subject(Made(case, replace(plan, margin=at_once))))
    leaving = at_once[tie].groupby("profile_id")["route_latest_departure_persons"].sum()
    assert len(leaving) == 2
    for profile, persons in leaving.items():
        name = WORDS(f"walking_profile_id.{profile}")
        assert f"{name}（{WORDS.persons(float(persons), rounded=True)}）" in said
    # A block counts once, however many of its walkers must leave first.
    assert f"ほか{at_once['block_id'][tie].nunique() - 1}街区" in said


def test_the_limit_of_the_best_destination_stands_apart_under_its_own_name() -> None:
    made = _made()
    reach = reach_grid(_subject(made))
    assert reach is not None
    labels = {row[0] for row in reach.rows}
    assert labels.isdisjoint(_facts(_subject(made)))
    # The pier G has no way at any time, for either profile.
    assert {row[0]: row[1] for row in reach.rows}[WORDS("profile.no_way_blocks")] == "1街区"


def test_limits_of_a_district_are_the_earliest_of_its_profiles() -> None:
    made = _made()
    both = district_limits(*made).loc[D1]
    apart = district_limits(*made, by_profile=True).xs(D1, level="district_id")
    for column in ("departure_s", "route_latest_departure_s", "route_margin_s"):
        assert both[column] == apart[column].min()
    assert both["below_reserve_persons"] == apart["below_reserve_persons"].sum()
    at_limit = apart.loc[
        apart["route_latest_departure_s"] == both["route_latest_departure_s"],
        "route_latest_departure_persons",
    ]
    assert both["route_latest_departure_persons"] == at_limit.sum()
    # The same block, counted once however many profiles have no way out of it.
    assert both["blocks_without_route"] == 1


@pytest.mark.parametrize(
    ("scenario_id", "reason"),
    [("toy-flood", "到達時間の資料がないため"), ("toy-quake", "この想定には避難の期限がありません")],
)
def test_limits_that_nobody_can_know_say_why(scenario_id: str, reason: str) -> None:
    subject = _subject(_made(scenario_id=scenario_id))
    assert limit_grid(subject) is None
    assert reach_grid(subject) is None
    assert no_limit_text(subject).startswith(reason)


def test_a_district_that_nobody_leaves_says_so() -> None:
    assert no_limit_text(_subject(_made(), D2)) == WORDS("profile.nobody_walks")


def test_few_people_who_need_help_are_not_told_even_where_figures_are_exact() -> None:
    # All leave at 2,000 s, after A and B are cut off: 14 walk as those who need help, half of whom may be
    # helpers: no figure is exact. Where half
    # leave at 600 s, 7 are late: below ten, and no other figure of the table may give them away.
    late = toy_settings().with_overrides({"departure.quake_direct_night_s": "2000"})
    case, plan = _made(late)
    exact = Subject(case, replace(plan, provenance=()), D1, WORDS)
    row = _facts(exact)[WORDS("ledger.cannot_reach_safety")]
    assigned = plan.assignment[plan.assignment["cannot_reach_safety"]]
    counts = assigned.groupby("profile_id")["persons"].sum()
    assert (int(counts["general"]), int(counts["assisted"]), row) == (106, 14, ("約110", "約10"))
    half = {"departure.direct_share": "0.5", "departure.after_task_share": "0.5"}
    case, plan = _made(toy_settings().with_overrides({**half, "departure.quake_task_night_s": "2000"}))
    few = int(
        plan.assignment.loc[
            plan.assignment["cannot_reach_safety"] & (plan.assignment["profile_id"] == "assisted"), "persons"
        ].sum()
    )
    assert 0 < few < 10
    row = _facts(Subject(case, replace(plan, provenance=()), D1, WORDS))[WORDS("ledger.cannot_reach_safety")]
    assert row[1] == "10未満"
    assert row[0].startswith("約")
    # So it is where few of them leave by the earliest route, though nobody is late: their block is named.
    case, plan = _made(toy_settings().with_overrides({"movement.reserve_s": "0"}))
    leaving = plan.margin["route_latest_departure_persons"].where(plan.margin["profile_id"] != "assisted", 6)
    of_few = plan.margin.assign(route_latest_departure_persons=leaving)
    exact = Subject(case, replace(plan, provenance=(), margin=of_few), D1, WORDS)
    assert _facts(exact)[WORDS("profile.route_limit_persons")] == ("約40", "10未満")
    assert WORDS.persons(6, rounded=True) in earliest_line(exact)


def test_the_ledger_says_who_does_not_reach_safety_in_time() -> None:
    made = _made()
    rows = dict(ledger_grid(_subject(made)).rows)  # type: ignore[arg-type]
    row = made.plan.ledgers.districts.loc[D1]
    late = int(row["cannot_reach_safety"] + row["not_leaving"])
    assert rows[WORDS("ledger.not_in_time")] == WORDS.people_cell(late, rounded=True)
    quake = dict(ledger_grid(_subject(_made(scenario_id="toy-quake"))).rows)  # type: ignore[arg-type]
    assert WORDS("ledger.not_in_time") not in quake


def test_people_who_need_help_are_withheld_below_ten() -> None:
    # 甲: A 10 + B 4 = 14 need help, of them 2 on power or care; 8 elderly live alone (A 3, B 2, C 2, G 1)
    rows = dict(need_grid(_subject(make_real())).rows)  # type: ignore[arg-type]
    assert rows[WORDS("screen.people.support_persons")] == "14"
    assert rows[WORDS("screen.people.power_care_persons")] == "10未満"
    assert rows[WORDS("screen.people.elderly_alone")] == "10未満"
    # 14 listed, 5 agreed: small itself
    assert rows[WORDS("screen.people.consented_persons")] == "10未満"
    other = dict(need_grid(_subject(make_sample(), D2)).rows)  # type: ignore[arg-type]
    assert other[WORDS("screen.people.consented_persons")] == "未調査"


def test_what_a_census_does_not_say_stays_unknown_and_ages_say_how_many_they_miss() -> None:
    made = make_real()
    blocks = made.case.city.blocks.copy()
    for name in ("support_persons", "elderly_alone", "households"):
        blocks[name] = pd.array([pd.NA] * len(blocks), dtype="Int64")
    blocks["age_75_plus"] = 0
    subject = _subject(made._replace(case=replace(made.case, city=replace(made.case.city, blocks=blocks))))
    needs = dict(need_grid(subject).rows)  # type: ignore[arg-type]
    assert needs[WORDS("screen.people.support_persons")] == "未調査"
    assert needs[WORDS("screen.people.elderly_alone")] == "未調査"
    people = dict(resident_grid(subject).rows)  # type: ignore[arg-type]
    assert people[WORDS("screen.people.households")] == "未調査"
    own = make_real().case.city.blocks
    lost = int(own.loc[own["district_id"] == D1, "age_75_plus"].sum())
    assert people[WORDS("screen.people.age_unknown")].startswith(f"{lost}")
    nobody = blocks.assign(**dict.fromkeys(("age_0_14", "age_15_64", "age_65_74", "age_75_plus"), 0))
    city = replace(made.case.city, blocks=nobody)
    ages = dict(resident_grid(_subject(made._replace(case=replace(made.case, city=city)))).rows)  # type: ignore[arg-type]
    assert {ages[WORDS(f"screen.people.{key}")] for key in ("age_0_14", "age_75_plus")} == {"不明"}
    assert ages[WORDS("screen.people.age_unknown")].endswith("（100 %）")
    known = dict(resident_grid(_subject(make_real())).rows)  # type: ignore[arg-type]
    assert WORDS("screen.people.age_unknown") not in known


def test_facilities_that_the_city_does_not_hold_are_not_none() -> None:
    made = make_real()
    meta = made.case.city.meta
    bare = replace(meta, layers=tuple(one for one in meta.layers if one.layer != "facilities"))
    city = replace(made.case.city, meta=bare, facilities=made.case.city.facilities.iloc[:0])
    said = facility_text(_subject(made._replace(case=replace(made.case, city=city))))
    assert said == WORDS("profile.facilities_not_held")
    assert "0" not in said


@pytest.mark.parametrize(
    ("total", "part", "withheld"), [(14, 12, True), (14, 14, False), (30, 12, False), (14, 4, False)]
)
def test_a_count_is_withheld_where_a_difference_would_tell_a_small_one(
    total: int, part: int, withheld: bool
) -> None:
    assert is_withheld(total, part) is withheld


def test_seats_and_walkers_from_here_are_columns_of_their_own() -> None:
    # Of everybody who has a seat half are assumed not to leave: they keep seats and do not walk.
    half = {"departure.direct_share": "0.5", "departure.after_task_share": "0"}
    made = _made(toy_settings().with_overrides(half))
    grid = district_places(_subject(made)).grid
    rows = made.plan.assignment[made.plan.assignment["block_id"].str.startswith("M271411")]
    rows = rows[rows["destination_id"] == "safe_area"]
    walking = int(rows.loc[rows["walk_time_s"].notna(), "persons"].sum())
    assert 0 < walking < int(rows["persons"].sum())
    safe = next(row for row in grid.rows if row[1] == WORDS("destination_kind.safe_area"))
    assert safe[grid.keys.index("seats_from_here")] == WORDS.people_cell(
        int(rows["persons"].sum()), rounded=True
    )
    assert safe[grid.keys.index("walkers_from_here")] == WORDS.people_cell(walking, rounded=True)


def test_no_paper_leaves_out_a_destination_elsewhere_or_a_closed_school_of_the_district() -> None:
    made = _made()
    case, plan = made
    # Everybody of D1 is sent to the school of the other district, and the own school is closed.
    far = str(case.city.places.index[case.city.places["district_id"] == D2][0])
    own = plan.assignment["block_id"].str.startswith("M271411") & (plan.assignment["destination_id"] != "")
    assignment = plan.assignment.assign(destination_id=plan.assignment["destination_id"].where(~own, far))
    places = district_places(_subject(Made(case, replace(plan, assignment=assignment))))
    names = [row[1] for row in places.grid.rows]
    kept = names[: places.kept]
    assert names[0] == case.city.places["name"][far] + WORDS("profile.elsewhere_mark")
    shelters = case.city.places[(case.city.places["district_id"] == D1) & case.city.places["shelter"]]
    closed = [p for p in shelters.index if not plan.usable_places.loc[p, "in_plan"]]
    assert closed
    assert {case.city.places["name"][place] for place in closed} <= set(kept)
    assert places.kept <= places.listed <= len(names)


def test_no_place_that_is_no_destination_is_called_usable() -> None:
    for scenario_id in ("toy-tsunami-night", "toy-flood", "toy-quake"):
        made = _made(scenario_id=scenario_id)
        for district in (D1, D2):
            grid = district_places(_subject(made, district)).grid
            usable = {row[1] for row in grid.rows if row[0] in {"○", "△"}}
            in_plan = made.plan.usable_places["in_plan"]
            names = made.case.city.places["name"]
            allowed = {names[place] for place in in_plan.index[in_plan]} | {
                WORDS("destination_kind.safe_area")
            }
            assert {name.removesuffix(WORDS("profile.elsewhere_mark")) for name in usable} <= allowed


def test_the_profile_counts_people_in_the_area_of_every_scenario() -> None:
    case, plan = _made()
    concerned = concerned_by_district(case.city, case.settings)
    profile = build_profile(case, plan, D1, WORDS, concerned)
    rows = {row[0].removesuffix(WORDS("profile.this_scenario")): row[1] for row in profile.hazards.rows}
    for scenario in case.city.scenarios.values():
        persons = concerned.loc[D1, scenario.scenario_id]
        if np.isfinite(persons) and persons > 0:
            assert rows[scenario.name] == WORDS.people_cell(float(persons), rounded=True)
    # No scenario of the toy city has a volcano.
    assert rows["火山現象"] == "未収録"


def test_three_weak_points_at_most_with_action_and_owner() -> None:
    case, plan = _made()
    strength = build_strength(case, plan, D1, WORDS)
    rows = strength.weak_points.picked(("rank", "next_action", "owner")).rows
    assert [row[0] for row in rows] == [str(i + 1) for i in range(len(rows))]
    assert 1 <= len(rows) <= 3
    assert all(action and owner for _, action, owner in rows)


def test_an_unknown_district_is_an_error() -> None:
    case, plan = _made()
    with pytest.raises(KeyError):
        build_profile(case, plan, "271411-99999", WORDS, pd.DataFrame())
    with pytest.raises(KeyError):
        build_strength(case, plan, "271411-99999", WORDS)


def test_a_weak_point_that_is_not_surveyed_tells_no_value_of_the_surveyed_part() -> None:
    made = _made()
    gap = made.plan.gaps.iloc[[0]]
    area, indicator = gap["district_id"].iloc[0], gap["indicator"].iloc[0]
    here = (made.plan.indicators["area_id"] == area) & (made.plan.indicators["indicator"] == indicator)
    plan = replace(made.plan, gaps=gap)
    shown = weak_point_table(made.case, plan, "ja")
    assert _cell(shown, "value") != "不明"
    rows = made.plan.indicators
    indicators = rows.assign(band=rows["band"].mask(here, Band.UNKNOWN.value))
    share = indicators.assign(unit=rows["unit"].mask(here, "share"))
    more = indicators.assign(
        unit=rows["unit"].mask(here, "persons"), value_max=rows["value_max"].mask(here, 1e6)
    )
    for asked in (share, more):
        assert _cell(weak_point_table(made.case, replace(plan, indicators=asked), "ja"), "value") == "不明"
    # Of people of whom it is not known whether they must leave the plan counts all: so does the weak point.
    everybody = indicators.assign(
        unit=rows["unit"].mask(here, "persons"), value_max=rows["value_max"].mask(here, rows["value"])
    )
    shown_all = weak_point_table(made.case, replace(plan, indicators=everybody), "ja")
    assert _cell(shown_all, "value") == _cell(shown, "value")


def test_people_assumed_not_to_leave_with_and_without_a_seat_have_other_words_than_those_with_one() -> None:
    # The ledger counts those with a seat, the weak point all of them: never one name for two numbers.
    assert cause_text("not_leaving", "ja") != WORDS("outcome.not_leaving")
    assert "席のない人も含む" in cause_text("not_leaving", "ja")


def _cell(table: PlanTable, key: str) -> object:
    return next(column.cells[0] for column in table.columns if column.key == key)


@pytest.mark.parametrize(
    ("closes_at_s", "notes"),
    [
        ([-np.inf, -np.inf], ["closed"]),
        ([600.0, 1200.0], ["closing"]),
        ([-np.inf, 600.0], ["closing", "closed"]),
    ],
)
def test_streets_that_close_are_listed_with_what_to_do(closes_at_s: list[float], notes: list[str]) -> None:
    case, plan = _made()
    outline = case.city.districts.geometry.loc[D1]
    inside = case.city.streets.index[case.city.streets.intersects(outline)][:2]
    exposure = plan.street_exposure.assign(reason="", closes_at_s=np.inf)
    exposure.loc[inside, "reason"] = plan.street_exposure["reason"].max()
    exposure.loc[inside, "closes_at_s"] = closes_at_s
    grid = danger_grid(Subject(case, replace(plan, street_exposure=exposure), D1, WORDS))
    assert grid is not None
    shaken = ["shaken"] if shaking_layers(case.city, case.scenario) else []
    assert list(grid.notes) == [WORDS(f"profile.dangers_{note}_note") for note in [*notes, *shaken]]
    # Streets that the shaking blocks stand in no table: none is said to be all there is.
    quake = replace(case.scenario, kinds=(HazardKind.EARTHQUAKE,))
    told = danger_grid(
        Subject(replace(case, scenario=quake), replace(plan, street_exposure=exposure), D1, WORDS)
    )
    assert told is not None
    assert told.notes[-1] == WORDS("profile.dangers_shaken_note")
