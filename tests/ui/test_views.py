"""What the pages say of the toy city (its drawing: tests/toy_city/build.py)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.measures import PlaceOpened
from domain.vocabulary import UNSERVED_CAUSES
from planning.case import Case
from planning.concerned import concerned_by_district
from planning.plan import Plan
from planning.strength import strength_by_area
from presentation.answers import district_answer, ward_answer
from presentation.area_sums import ALARMING, area_sums, worst_district
from presentation.city_facts import fact_texts
from presentation.district_profile.hazards import hazard_grid
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.result_tables import route_table
from presentation.second_move import second_move_text
from presentation.words import Words
from tests.made import Made, make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings
from ui.components.table import table_html
from ui.view import city, organisations, people

WORDS = Words("ja")
D1, D2 = "271411-00001", "271420-00002"


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_every_row_of_the_ward_table_adds_up_and_wards_sum_to_the_city(scenario_id: str) -> None:
    sums = area_sums(*make_toy(scenario_id))
    parts = ["stay_home", "with_place", "elsewhere", "not_leaving", "unserved"]
    assert (sums[parts].sum(axis=1) == sums["concerned"]).all()
    assert (sums.iloc[:-1].sum() == sums.iloc[-1]).all()


@pytest.mark.parametrize("leaving", ["1", "0.5"])
def test_the_headline_counts_everybody_who_does_not_reach_safety_in_time(leaving: str) -> None:
    shares = {"departure.direct_share": leaving, "departure.after_task_share": "0"}
    case, plan = make_toy(settings=toy_settings().with_overrides(shares))
    row = plan.ledgers.wards.loc["271411"]
    late = int(row["cannot_reach_safety"] + row["not_leaving"])
    assert (late > 0, bool(row["not_leaving"] > 0)) == (True, leaving != "1")
    assert area_sums(case, plan).loc["271411", "not_in_time"] == late
    assert WORDS.persons(late, rounded=plan.is_model) in ward_answer(case, plan, "271411", WORDS)[0][0]
    assert WORDS.persons(late, rounded=plan.is_model) in district_answer(case, plan, D1, WORDS)[0]


def test_the_table_of_all_scenarios_begins_with_people_without_a_place() -> None:
    assert city.MEASURES[0] == "unserved"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("key", [*city.ALWAYS, *city.WHERE_COUNTED])
def test_every_column_of_the_ward_table_has_a_short_name(key: str, language: str) -> None:
    assert "⟦" not in Words(language)(f"screen.ledger_column.{key}")


def test_zeros_never_stand_out_and_people_without_a_place_do() -> None:
    grid = city.ward_grid(*make_toy(), WORDS)
    unserved = grid.keys.index("unserved")
    cells = [row[unserved] for row in grid.rows]
    # 20 of the pier in 甲区, nobody in 乙区
    assert cells == ["約20", "0", "約20"]
    assert [grid.stands_out(cell, unserved) for cell in cells] == [True, False, True]
    assert not grid.stands_out(grid.rows[0][1], 1)
    assert {"unserved", "not_in_time"} <= ALARMING


def test_without_a_deadline_no_zero_says_that_all_are_in_time() -> None:
    sums = {"津波": area_sums(*make_toy()), "地震": area_sums(*make_toy("toy-quake"))}
    names = {"271411": "甲区"}
    grid = city.scenario_grid(sums, names, "not_in_time", WORDS, rounded=True, untimed=["地震"])
    assert grid.rows[0][2] == "期限なし"
    assert grid.rows[0][1] not in {"0", "期限なし"}
    other = city.scenario_grid(sums, names, "unserved", WORDS, rounded=True, untimed=["地震"])
    assert "期限なし" not in other.rows[0]


def test_wards_stand_in_their_official_order_and_the_city_last(case: Case, plan: Plan) -> None:
    order = case.city.wards.sort_values("official_order").index.tolist()
    assert area_sums(case, plan).index.tolist() == [*order, case.city.meta.city_code]


def test_a_ward_that_nothing_reaches_is_said_to_be_not_concerned(case: Case, plan: Plan) -> None:
    # Ward 271420 lies landward of x = 1,000; only people seaward of it must leave.
    first, reasons = ward_answer(case, plan, "271420", WORDS)
    assert "対象外" in first[0]
    assert reasons == []


def test_an_area_whose_layer_is_missing_is_unknown_and_never_not_concerned() -> None:
    whole = make_toy_bundle()
    bare = replace(whole, hazards={}, zones=whole.zones.iloc[:0])
    held_nothing = make(bare, "toy-tsunami-night", toy_settings())
    first, reasons = ward_answer(*held_nothing, "271411", WORDS)
    lines = district_answer(*held_nothing, D1, WORDS)
    for said in (first[0], lines[0]):
        assert "未収録" in said
        assert "津波" in said
        assert "対象外" not in said
    assert (len(first), reasons, len(lines)) == (1, [], 1)


def test_the_attention_zone_is_told_apart() -> None:
    # Ward 乙区 (x > 1,000) as attention zone: D and E live there.
    whole = make_toy_bundle()
    ward = whole.wards.geometry["271420"]
    zone = whole.zones.iloc[[0]].assign(zone_type="attention_zone").set_geometry([ward])
    zones = pd.concat([whole.zones, zone], ignore_index=True).rename_axis(whole.zones.index.name)
    case, told = make(replace(whole, zones=zones), "toy-tsunami-night", toy_settings())
    inside = told.block_exposure[told.block_exposure["reason"] == "attention_zone"]
    persons = WORDS.persons(int(inside["present_persons"].sum()), rounded=told.is_model)
    assert inside.index.tolist() == ["M271420-D", "M271420-E"]
    # The wave ends at x = 700: D and E stay dry.
    line = WORDS("answer.attention", persons=persons, wet=WORDS("screen.exact", count=0))
    _, reasons = ward_answer(case, told, "271420", WORDS)
    assert reasons == [line]
    assert line in district_answer(case, told, D2, WORDS)
    assert told.ledgers.wards.loc["271420", "outside"] == told.ledgers.wards.loc["271420", "persons"]


def _attention(*, layer: bool) -> Made:
    """Case and plan of a city where 甲区 is the attention zone and no zone must leave."""
    whole = make_toy_bundle()
    zones = whole.zones.assign(zone_type=["attention_zone", "safe_area"])
    hazards = whole.hazards if layer else {}
    bundle = replace(whole, zones=zones, hazards=hazards)
    return make(bundle, "toy-tsunami-night", toy_settings())


@pytest.mark.parametrize(("layer", "wet"), [(True, "約100人"), (False, "不明")])
def test_people_of_the_attention_zone_on_wet_ground_have_a_figure_of_their_own(layer: bool, wet: str) -> None:
    # A 60, B 40, C 50 and G 20 are in the zone; the wave reaches A (x = 100) and B (x = 400).
    told = _attention(layer=layer)
    line = WORDS("answer.attention", persons="約170人", wet=wet)
    assert ward_answer(*told, "271411", WORDS)[1] == [line]
    assert line in district_answer(*told, D1, WORDS)


def test_who_is_in_a_refuge_building_must_move_on(case: Case, plan: Plan) -> None:
    # 4 of A are in 甲ビル; nobody of 乙区 is.
    said = second_move_text(case, "甲区", "10人未満", "ja")
    assert said in ward_answer(case, plan, "271411", WORDS)[1]
    assert second_move_text(case, "甲区 甲校区", "10人未満", "ja") in district_answer(case, plan, D1, WORDS)
    assert second_move_text(case, "全市", "10人未満", "ja") in fact_texts(case, plan, WORDS)
    for lines in (
        ward_answer(case, plan, "271420", WORDS)[1],
        district_answer(case, plan, D2, WORDS),
    ):
        assert not any("2次避難" in line for line in lines)
    assert not any("2次避難" in line for line in fact_texts(*make_toy("toy-flood"), WORDS))


def test_the_answer_names_every_cause_that_occurs_and_no_other(case: Case, plan: Plan) -> None:
    row = plan.ledgers.wards.loc["271411"]
    _, reasons = ward_answer(case, plan, "271411", WORDS)
    said = "\n".join(reasons)
    for cause in UNSERVED_CAUSES:
        assert (WORDS(f"answer.why.{cause}") in said) == bool(row[cause.value] > 0)


@pytest.mark.parametrize("none_open", [False, True])
@pytest.mark.parametrize("ward", ["271411", "271420"])
@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_the_headline_comforts_nobody_while_somebody_lacks_a_place(
    scenario_id: str, ward: str, none_open: bool
) -> None:
    places = make_toy_bundle().places.index if none_open else ()
    closed = tuple(PlaceOpened(place_id, is_open=False) for place_id in places)
    case, plan = make_toy(scenario_id, measures=closed)
    row = plan.ledgers.wards.loc[ward]
    unserved = int(row[[cause.value for cause in UNSERVED_CAUSES]].sum())
    first = "".join(ward_answer(case, plan, ward, WORDS)[0])
    assert ("全員" in first) == (unserved == 0 and "対象外" not in first)


def test_without_an_arrival_time_nobody_is_promised_to_be_in_time() -> None:
    first, reasons = ward_answer(*make_toy("toy-flood"), "271420", WORDS)
    assert "着ける計算" not in "".join(first)
    assert WORDS("answer.by_level5") in reasons
    # A tsunami has no level 5: where its arrival is not known, nobody has judged who is in time.
    made = make_toy("toy-tsunami-night")
    plan = replace(made.plan, facts=replace(made.plan.facts, margin_known=False))
    said = ward_answer(made.case, plan, "271411", WORDS)[1]
    assert WORDS("answer.no_deadline") in said
    assert WORDS("answer.by_level5") not in said


@pytest.mark.parametrize("known", [True, False])
def test_people_below_the_reserve_are_said_only_where_an_arrival_is_known(
    case: Case, plan: Plan, known: bool
) -> None:
    # Level 5 is no arrival: city, files and district page leave the figure out, and so does the answer.
    told = replace(
        plan,
        margin=plan.margin.assign(below_reserve_persons=50),
        routes=plan.routes.assign(below_reserve=True),
        facts=replace(plan.facts, margin_known=known),
    )
    _, reasons = ward_answer(case, told, "271411", WORDS)
    assert any(line.startswith("経路の余裕が") for line in reasons) == known
    flags = {column.key: column.cells for column in route_table(case, told, "ja").columns}["below_reserve"]
    assert set(flags) == {"○" if known else "―"}


def test_who_is_too_late_for_a_place_and_who_cannot_get_out_have_words_of_their_own() -> None:
    # 「間に合わない」 names a cause: so many people are too late for every place. The same word for
    # those who cannot get out read as a second figure of the same thing.
    said = WORDS("answer.can_leave_area", can="9", cannot="0")
    assert WORDS("outcome.too_late") not in said
    assert "時間内に出られない人は0" in said


def test_the_worst_district_comes_first_when_none_is_chosen(plan: Plan) -> None:
    assert worst_district(plan, [D2, D1]) == D1


def test_a_district_without_any_loss_is_chosen_by_order(plan: Plan) -> None:
    assert worst_district(plan, [D2]) == D2


def test_scenarios_without_an_area_are_unknown_and_not_zero() -> None:
    bundle = make_toy_bundle()
    bare = replace(bundle, hazards={})
    found = concerned_by_district(bare, toy_settings())
    assert found.isna().all().all()
    known = concerned_by_district(bundle, toy_settings())
    _, plan = make_toy()
    ledger = plan.ledgers.districts
    expected = (ledger["persons"] - ledger["outside"]).reindex(known.index)
    assert known["toy-tsunami-night"].tolist() == expected.tolist()


def test_sums_without_districts_that_are_not_known_are_the_least_and_say_how_many_lack(case: Case) -> None:
    first = case.strength.organisations.index[0]
    district = case.strength.organisations.loc[first, "district_id"]
    ward = case.city.districts.loc[district, "ward_code"]
    posts = case.strength.posts
    open_ones = posts.assign(needed=posts["needed"].mask(posts["org_id"] == first))
    changed = replace(case, strength=replace(case.strength, posts=open_ones))
    strength = strength_by_area(changed)
    grid = organisations.ward_grid(changed, strength, WORDS)
    needed = grid.headings.index(WORDS("screen.strength.needed"))
    filled = grid.headings.index(WORDS("screen.strength.filled"))
    total = grid.rows[-1]
    others = int(posts.loc[posts["org_id"] != first, "needed"].sum())
    assert total[needed] == f"{others:,}以上"
    assert "以上" not in total[filled]
    name = str(case.city.wards.loc[ward, "name"])
    (note,) = [one for one in grid.notes if "以上" in one]
    assert "必要な人数" in note
    assert "欠員" in note
    assert f"{name} 1" in note
    assert note.endswith(f"{WORDS('export.city_total')} 1）。")
    inside = organisations.district_grid(changed, strength, str(ward), WORDS)
    assert any(row[needed] == "未調査" for row in inside.rows)


def test_a_city_without_lists_of_organisations_or_of_people_has_not_counted_none(case: Case) -> None:
    meta = case.city.meta
    held = tuple(one for one in meta.layers if one.layer not in {"organisations", "district_facts"})
    held_city = replace(case.city, meta=replace(meta, layers=held))
    strength = replace(case.strength, district_facts=case.strength.district_facts.iloc[:0])
    bare = replace(case, city=held_city, strength=strength)
    rows = organisations.ward_grid(bare, strength_by_area(bare), WORDS).rows
    assert {row[1] for row in rows} == {"未調査"}
    assert {cell for row in people.counts_grid(bare, WORDS).rows for cell in row[1:]} == {"未調査"}


def test_strength_of_organisations_not_surveyed_is_never_zero(case: Case) -> None:
    strength = strength_by_area(case)
    grid = organisations.ward_grid(case, strength, WORDS)
    unknown = strength.loc["271411", "can_open_at_night"]
    column = grid.headings.index(WORDS("screen.strength.can_open_at_night"))
    assert pd.isna(unknown)
    assert grid.rows[0][column] == "未調査"


def test_text_from_files_is_never_taken_for_html() -> None:
    grid = Grid(headings=("<b>",), rows=(("<script>x</script>",),), numbers=(False,), caption="<i>")
    drawn = table_html(grid)
    assert "<script>" not in drawn
    assert "<i>" not in drawn
    assert "&lt;script&gt;" in drawn


def test_concerned_people_are_counted_whole(case: Case) -> None:
    found = concerned_by_district(case.city, toy_settings()).to_numpy(dtype=np.float64)
    known = found[~np.isnan(found)]
    assert (known == np.floor(known)).all()


def test_walks_of_an_hour_on_average_are_called_a_lack_of_seats(case: Case, plan: Plan) -> None:
    slow = replace(plan, facts=replace(plan.facts, walk_time_mean_s=3600.0))
    quick = replace(plan, facts=replace(plan.facts, walk_time_mean_s=3599.0))
    said = WORDS("screen.city.long_walk", limit="60分")
    assert said in fact_texts(case, slow, WORDS)
    assert said not in fact_texts(case, quick, WORDS)


def test_walking_times_on_screen_are_those_of_the_files(case: Case, plan: Plan) -> None:
    timed = replace(plan, facts=replace(plan.facts, walk_time_mean_s=2736.0, walk_time_max_s=7536.0))
    line = next(line for line in fact_texts(case, timed, WORDS) if line.startswith("歩行時間"))
    assert "平均 46分、最長 126分" in line
    both = {row[0]: row[1:] for row in city.preset_grid((case, case), (timed, timed), WORDS).rows}
    assert both[WORDS("screen.column.walk_mean")] == ("46分", "46分")


def test_the_longest_walk_is_told_where_there_is_one() -> None:
    said = WORDS("screen.city.walk_limit", minutes="120分")
    assert said in fact_texts(*make_toy("toy-flood"), WORDS)
    # Water is on its way: any place in time is better than none.
    assert not any("まで歩く時間" in line for line in fact_texts(*make_toy("toy-tsunami-night"), WORDS))


def test_people_who_wait_outside_are_told(case: Case, plan: Plan) -> None:
    early = replace(plan, facts=replace(plan.facts, early_persons=7))
    lines = fact_texts(case, early, WORDS)
    assert any("開く前に着き" in line for line in lines)
    assert not any("開く前に着き" in line for line in fact_texts(case, plan, WORDS))


def test_people_led_seaward_are_explained(case: Case, plan: Plan) -> None:
    seaward = replace(plan, facts=replace(plan.facts, seaward_persons=41))
    said = WORDS("screen.city.seaward", limit="100")
    assert said in fact_texts(case, seaward, WORDS)
    assert said not in fact_texts(case, plan, WORDS)


def test_people_who_come_nearer_to_the_shore_are_told_or_that_nobody_knows(case: Case, plan: Plan) -> None:
    unknown = WORDS("screen.city.nearer_shore_unknown")
    assert unknown in fact_texts(case, plan, WORDS)
    facts = replace(
        plan.facts, nearer_shore_persons=1323, nearer_shore_max_m=594.7, over_earlier_ground_persons=4200
    )
    said = fact_texts(case, replace(plan, facts=facts), WORDS)
    assert unknown not in said
    assert any("約1,300人" in line and "590 m" in line and "100 m" in line for line in said)
    assert WORDS("screen.city.over_earlier_ground", persons="約4,200人") in said
    nobody = replace(plan.facts, nearer_shore_persons=0, nearer_shore_max_m=0.0)
    assert not any("海岸" in line for line in fact_texts(case, replace(plan, facts=nobody), WORDS))


def test_all_scenarios_are_counted_and_named_at_the_time_that_is_set() -> None:
    settings = toy_settings().with_overrides({"departure.day_time": "day"})
    case, by_day = make_toy(settings=settings)
    found = concerned_by_district(case.city, settings)
    ledger = by_day.ledgers.districts
    assert found["toy-tsunami-night"].tolist() == (ledger["persons"] - ledger["outside"]).tolist()
    usual = concerned_by_district(case.city, toy_settings())
    assert found["toy-quake"].tolist() == usual["toy-quake"].tolist()
    rows = hazard_grid(Subject(case, by_day, D1, WORDS), found).rows
    changed = {row[0].partition("［")[0]: "［時間帯を昼間に変更］" in row[0] for row in rows}
    escape = {one.name: one.phase == "escape" for one in case.city.scenarios.values()}
    assert {name: changed[name] for name in escape if name in changed} == {
        name: value for name, value in escape.items() if name in changed
    }
    assert set(escape) & set(changed)


def test_the_ward_table_has_no_column_for_lateness_without_a_deadline() -> None:
    assert "not_in_time" in city.ward_grid(*make_toy("toy-tsunami-night"), WORDS).keys
    quake = city.ward_grid(*make_toy("toy-quake"), WORDS)
    assert "not_in_time" not in quake.keys
    # Everybody in the area still stands in one of the columns.
    assert "elsewhere" in quake.keys


def test_a_table_of_figures_says_only_causes_that_occur() -> None:
    case, plan = make_toy()
    row = plan.ledgers.city.iloc[0]
    keys = city.ward_grid(case, plan, WORDS).keys
    for cause in UNSERVED_CAUSES:
        assert (cause.value in keys) == bool(row[cause.value] > 0)
