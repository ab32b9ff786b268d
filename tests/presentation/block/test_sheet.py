"""The answer of a block in words: what the tables say, and nothing that points at single people."""

import json
import re
from dataclasses import replace
from functools import cache

import pytest

from domain.vocabulary import DeadlineKind, HazardKind, Outcome
from evacuation.destinations import SAFE_AREA_ID
from exports.block_json import block_document
from planning.block_answer import KeptSeat, WithoutPlace, block_answer
from planning.block_closings import Closing
from planning.block_ground import block_ground
from planning.block_ways_out import route_out_of_area
from planning.take_along import TakeAlong
from presentation.answers import instead_end, instead_text
from presentation.block.hazards import InScenario
from presentation.block.legs import legs_of
from presentation.block.people import along_line, few_need_help, is_rounded, without_lines
from presentation.block.route_grid import route_grid
from presentation.block.routes import where_text
from presentation.block.sheet import block_sheet
from presentation.map_layers.block import signs_of
from presentation.street_names import street_name
from presentation.styles.people import BLOCK_CLOSES
from presentation.words import Words
from tests.each import each
from tests.made import make, make_toy
from tests.toy_city import make_toy_bundle, toy_settings

JA = Words("ja")
SCENARIOS = ("toy-tsunami-night", "toy-flood", "toy-quake")
BLOCKS = tuple(make_toy_bundle().blocks.index)
A, B, C, D = "M271411-A", "M271411-B", "M271411-C", "M271420-D"


@cache
def made(scenario: str, share: str = "1.0"):
    return make_toy(scenario, toy_settings().with_overrides({"departure.direct_share": share}))


@cache
def answered(scenario: str, block: str, share: str = "1.0"):
    case, plan = made(scenario, share)
    return case, plan, block_answer(case, plan, block, block_ground(case, plan))


def sheet(scenario: str, block: str, share: str = "1.0", words: Words = JA):
    return block_sheet(*answered(scenario, block, share), words)


def said(shown) -> str:
    legs = [line for leg in shown.legs for line in (leg.head, *leg.lines)]
    return "\n".join([*shown.first, *shown.reasons, *legs, *shown.last])


@each("scenario", SCENARIOS)
@each("block", BLOCKS)
def test_sentences_table_and_json_of_every_block_agree_with_the_tables(scenario, block):
    case, plan, answer = answered(scenario, block)
    shown, document = block_sheet(case, plan, answer, JA), block_document(case, plan, answer)
    routes = plan.routes[plan.routes["block_id"] == block]
    without = {(one.profile_id, one.can_leave_area) for one in answer.without_place}
    rows = 0 if shown.routes is None else len(shown.routes.rows)
    assert len(shown.legs) + len(without) == rows
    assert len(shown.glances) >= len(shown.legs)
    assert {one["destination"]["destination_id"] for one in document["groups"]} == set(
        routes["destination_id"]
    )
    for leg, words in zip(legs_of(answer), shown.legs, strict=True):
        own = routes[
            (routes["profile_id"] == leg.profile_id)
            & (routes["destination_id"] == leg.destination.destination_id)
        ]
        assert leg.persons == own["persons"].sum()
        assert JA.persons(leg.persons, rounded=is_rounded(case, plan, answer)) in words.head
        text = "\n".join(words.lines)
        assert JA.metres(own["length_m"].iloc[0]) in text
        assert JA.walk(own["walk_time_s"].max()) in text
        if plan.facts.margin_known:
            assert JA.limit(own["latest_departure_s"].min(), case.scenario) in text
    # Every exact number that JSON may tell is one that JSON can hold.
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    for group, told in zip(answer.groups, document["groups"], strict=True):
        assert told["route"]["length_m"] == group.route.length_m
        assert told["route"]["latest_departure_s"] in {group.route.latest_departure_s, None}


def test_who_leaves_at_once_and_after_a_task_is_told_together_with_the_least_margin():
    case, plan = make(
        make_toy_bundle(), "toy-tsunami-night",
        toy_settings().with_overrides({"departure.direct_share": "0.5", "departure.after_task_share": "0.5"}),
    )  # fmt: skip
    answer = block_answer(case, plan, C, block_ground(case, plan))
    (leg,) = legs_of(answer)
    assert [group.departure for group in leg.groups] == ["direct", "after_task"]
    assert leg.persons == 50
    assert leg.route.margin_s == min(group.route.margin_s for group in leg.groups)
    shown = block_sheet(case, plan, answer, JA)
    until = "直接避難は地震発生から10分後までに、用事後避難は地震発生から20分後までに出発"
    assert until in shown.legs[0].head
    assert any(line.endswith("（遅く出る人）") for line in shown.legs[0].lines)


def test_without_an_arrival_no_limit_and_no_moment_of_the_order_is_told():
    shown = said(sheet("toy-flood", D))
    assert "到達時間の資料がないため示しません" in shown
    # Level 5 is at 6 h (360 min): an order, no forecast.
    assert "360分" not in shown
    assert "6時間" not in shown


def test_a_quake_has_no_limit_but_a_way_and_another_place():
    made = sheet("toy-quake", D)
    shown = said(made)
    assert "期限なし" in shown
    assert "満員・使えないとき" in shown
    # Days after nobody leaves "0 minutes after the quake", and which streets are blocked is not known.
    told = shown + "".join(one.until for one in made.glances) + str(made.routes)
    assert "0分後" not in told
    assert JA("block.glance.stay") in told
    assert JA("block.leg.closings_shaken") in told
    assert JA("block.leg.nothing_closes") not in told


def test_few_who_need_help_hide_all_parts_of_a_block():
    # B has 4 people who need help, A 10, C none.
    assert few_need_help(*_of(answered("toy-tsunami-night", B)))
    assert not few_need_help(*_of(answered("toy-tsunami-night", A)))
    assert not few_need_help(*_of(answered("toy-tsunami-night", C)))
    case, plan, answer = answered("toy-tsunami-night", B)
    real = replace(plan, provenance=())
    assert not real.is_model
    document = block_document(case, real, answer)
    # 40 people in all are no secret; 36 and 4 are.
    assert document["present"] == {"persons": 40, "rounded": False}
    told = [group["people"] for group in document["groups"]]
    assert {"persons": None, "rounded": True, "below": 10} in told
    assert all(one["persons"] is None or one["persons"] % 10 == 0 for one in told)
    text = said(block_sheet(case, real, answer, JA))
    assert "10人未満" in text
    assert "36" not in text
    assert block_sheet(case, real, answer, JA).notes == (JA("block.note_counts"),)


def test_where_nobody_few_needs_help_real_data_are_told_exactly():
    case, plan, answer = answered("toy-tsunami-night", C)
    real = replace(plan, provenance=())
    assert "50人" in said(block_sheet(case, real, answer, JA))
    assert block_sheet(case, real, answer, JA).notes == ()


@pytest.mark.parametrize(
    ("persons", "told"), [(1, "10人未満"), (9, "10人未満"), (10, "約10人"), (14, "約10人"), (15, "約20人")]
)
def test_people_to_take_along_are_told_in_tens(persons, told):
    _, _, answer = answered("toy-tsunami-night", A)
    line = along_line(replace(answer, take_along=TakeAlong(100.0, 2, persons)), JA)
    assert told in line
    assert "100 m" in line


def test_nobody_to_take_along_is_said_only_where_people_leave():
    _, _, leaving = answered("toy-tsunami-night", A)
    nobody = TakeAlong(100.0, 2, 0)
    assert along_line(replace(leaving, take_along=nobody), JA).startswith(
        "支援が必要で、避難する人は近所にいません"
    )
    assert along_line(replace(leaving, take_along=nobody, groups=(), without_place=()), JA) == ""
    unknown = along_line(replace(leaving, take_along=replace(nobody, is_known=False)), JA)
    assert "いるかは分かりません" in unknown


def test_outside_is_said_and_missing_data_is_never_outside():
    case, plan, answer = answered("toy-tsunami-night", D)
    assert JA("block.not_concerned") in said(block_sheet(case, plan, answer, JA))
    # A block whose touch is too small for anybody to be counted is not told that it is outside.
    touched = replace(answer, danger=replace(answer.danger, concerned=True, reason="inundated"))
    text = said(block_sheet(case, plan, touched, JA))
    assert JA("block.partly_concerned") in text
    assert JA("block.not_concerned") not in text
    unknown = replace(plan, missing_kinds=case.scenario.kinds)
    text = said(block_sheet(case, unknown, answer, JA))
    assert JA("block.not_concerned") not in text
    assert "未収録" in text


def test_a_limit_by_water_at_the_block_itself_says_so_in_text_table_and_notes():
    case, plan, answer = answered("toy-tsunami-night", C)
    (group,) = answer.groups
    assert not group.route.block_reached_first
    reached = Closing("water_arrival", 3000.0, at_block=True)
    closings = replace(group.route.closings, deciding=reached)
    route = replace(group.route, latest_departure_s=3000.0, block_reached_first=True, closings=closings)
    for one, told in ((answer, False), (replace(answer, groups=(replace(group, route=route),)), True)):
        shown = block_sheet(case, plan, one, JA)
        assert ("この街区への水の到達" in said(shown)) == told
        assert (JA("block.note_limit_block", why="水の到達") in shown.routes.notes) == told
        assert (JA("block.note_limit") in shown.routes.notes) != told


def test_where_all_streets_close_at_once_text_table_and_map_name_no_single_one():
    case, plan, answer = answered("toy-tsunami-night", C)
    (group,) = answer.groups
    closings = replace(group.route.closings, all_at_once=True)
    one = replace(answer, groups=(replace(group, route=replace(group.route, closings=closings)),))
    shown = block_sheet(case, plan, one, JA)
    assert "道の全体が同時に通れなくなります" in said(shown)
    at = shown.routes.keys.index("closes")
    assert shown.routes.rows[0][at] == "道の全体が同時に"
    assert BLOCK_CLOSES not in {look for look, *_ in signs_of(case, one, JA)}
    usual = block_sheet(case, plan, answer, JA)
    where = usual.routes.rows[0][at]
    assert where in said(usual)
    assert where in {name for look, _, name, _ in signs_of(case, answer, JA) if look == BLOCK_CLOSES}


def test_a_limit_by_a_time_to_be_there_is_not_said_to_be_a_closed_street():
    case, plan, answer = answered("toy-tsunami-night", C)
    (group,) = answer.groups
    closings = replace(group.route.closings, deciding=Closing("storm_wind", 7200.0, by_deadline=True))
    one = replace(answer, groups=(replace(group, route=replace(group.route, closings=closings)),))
    notes = block_sheet(case, plan, one, JA).routes.notes
    assert JA("block.note_limit") not in notes
    assert any("120分後" in note and "それまでに着けません" in note for note in notes)


@pytest.mark.parametrize(("storm_s", "told"), [(14400.0, "120分前"), (7200.0, None)])
def test_being_there_some_time_before_the_storm_is_not_said_to_be_the_storm(storm_s: float, told: str | None):
    # Who needs help must be there by 7,200 s; the storm wind comes 7,200 s later, or just then.
    case, plan, answer = answered("toy-tsunami-night", C)
    alerts = {**case.scenario.alerts_s, "storm_wind": storm_s}
    case = replace(case, scenario=replace(case.scenario, alerts_s=alerts))
    (group,) = answer.groups
    deciding = Closing("storm_wind", 7200.0, by_deadline=True)
    closings = replace(group.route.closings, deciding=deciding)
    one = replace(answer, groups=(replace(group, route=replace(group.route, closings=closings)),))
    lines = [line for line in said(block_sheet(case, plan, one, JA)).splitlines() if "暴風域" in line]
    assert lines
    assert all((told in line) if told else "分前" not in line for line in lines)
    assert any(
        told in note if told else "分前" not in note for note in block_sheet(case, plan, one, JA).routes.notes
    )


def no_seats(scenario: str, block: str):
    case, plan, answer = answered(scenario, block)
    parts = tuple(
        WithoutPlace(g.profile_id, g.departure, Outcome.NO_CAPACITY, g.persons, True, False, g.route.depart_s)
        for g in answer.groups
    )
    ways = tuple(
        way
        for part in parts
        if (
            way := route_out_of_area(
                case, plan, block_ground(case, plan), block, part.profile_id, part.departure_s
            )
        )
    )
    return case, plan, replace(answer, groups=(), seconds=(), without_place=parts, ways_out=ways)


def test_people_without_a_place_get_a_way_out_and_until_when():
    case, plan, answer = no_seats("toy-tsunami-night", C)
    shown = block_sheet(case, plan, answer, JA)
    (glance,) = shown.glances
    limit = JA.limit(answer.ways_out[0].route.latest_departure_s, case.scenario)
    # When they leave comes first: nobody should wait for the latest moment.
    depart = JA.clock(answer.ways_out[0].route.depart_s, case.scenario)
    assert glance.until == f"{depart}までに出る（遅くとも{limit}）"
    assert "区域の外" in glance.where
    text = said(shown)
    assert limit in text
    (row,) = shown.routes.rows
    assert limit in row
    assert any("区域の外" in name for _, _, name, _ in signs_of(case, answer, JA))
    assert all(f"{depart}までに出る" in line for line in shown.ways_out)


def test_whoever_reads_only_the_first_of_two_departures_leaves_no_later():
    case, plan, answer = answered("toy-tsunami-night", C)
    (one,) = answer.groups
    late = replace(
        one, departure="after_task", persons=one.persons + 1,
        route=replace(one.route, depart_s=one.route.depart_s + 600, street_ids=one.route.street_ids[:-1]),
    )  # fmt: skip
    early = replace(one, departure="direct")
    both = replace(answer, groups=(late, early), seconds=(), alternatives=(), nearer=())
    shown = block_sheet(case, plan, both, JA)
    first, second = (JA.clock(group.route.depart_s, case.scenario) for group in (early, late))
    assert [glance.until.partition("までに出る")[0] for glance in shown.glances] == [
        f"直接避難は{first}", f"用事後避難は{second}",
    ]  # fmt: skip
    assert all("避難は" in leg.head for leg in shown.legs)


def test_nobody_without_a_place_is_told_to_leave_as_late_as_those_with_a_task():
    case, plan, answer = no_seats("toy-tsunami-night", C)
    one = answer.without_place[0]
    early = replace(one, departure="direct", departure_s=one.departure_s - 300)
    late = replace(one, departure="after_task")
    shown = block_sheet(case, plan, replace(answer, without_place=(late, early)), JA)
    for at_s in (early.departure_s, late.departure_s):
        depart = JA.clock(at_s, case.scenario)
        assert all(
            depart in line for line in (*shown.ways_out, shown.glances[0].until, shown.routes.rows[0][2])
        )
    # Among those who can leave, the way out is of those alone.
    told = replace(late, can_leave_area=False, cannot_reach_safety=True)
    shown = block_sheet(case, plan, replace(answer, without_place=(told, early)), JA)
    assert JA.clock(late.departure_s, case.scenario) not in shown.ways_out[0]


def test_people_without_a_place_or_a_way_are_told_so():
    case, plan, answer = no_seats("toy-tsunami-night", C)
    parts = tuple(
        replace(one, can_leave_area=False, cannot_reach_safety=True) for one in answer.without_place
    )
    shown = block_sheet(case, plan, replace(answer, without_place=parts, ways_out=()), JA)
    (glance,) = shown.glances
    assert (glance.where, glance.until, glance.way) == (
        "席のある避難先がありません", JA("block.glance.no_way"), "",
    )  # fmt: skip
    assert JA("block.out.no_place") in shown.routes.rows[0]


@each(("deadline", "end"), [
    (DeadlineKind.LEVEL5, "_by_level5"), (DeadlineKind.WATER_ARRIVAL, "_at_any_time"), (None, ""),
])  # fmt: skip
@each("language", ["ja", "en", "ja_easy"])
def test_where_no_arrival_is_known_no_way_out_is_said_to_be_in_time(language, deadline, end):
    case, plan, answer = no_seats("toy-tsunami-night", C)
    if deadline is not None:
        plan = replace(plan, facts=replace(plan.facts, margin_known=False))
        case = replace(case, scenario=replace(case.scenario, deadline=deadline))
    words = Words(language)
    one = answer.without_place[0]
    for can, cannot, key in ((True, False, "can_leave_area"), (False, True, "cannot_reach_safety")):
        parts = (replace(one, can_leave_area=can, cannot_reach_safety=cannot),)
        (line,) = without_lines(case, plan, replace(answer, without_place=parts), words)
        said = {"instead": instead_text(case, end, words), "in_time": words("block.in_time")}
        assert line.endswith(words(f"block.{key}{end}", **said))
        assert not end or "時間内に" not in line


@each("language", ["ja", "en", "ja_easy"])
def test_a_way_out_from_below_a_slope_has_the_doubt_of_its_limit(language):
    # Slopes need not wait for level 5: a limit says so, and "in time" beside it did not.
    case, plan, answer = no_seats("toy-tsunami-night", C)
    slide = replace(case.scenario, kinds=(HazardKind.LANDSLIDE,), deadline=DeadlineKind.LEVEL5)
    words, case = Words(language), replace(case, scenario=slide)
    doubted = words("screen.limit_by_level5", limit=words("block.in_time"))
    for line in without_lines(case, plan, answer, words):
        assert doubted in line


@each(("kinds", "ja", "en"), [
    ((HazardKind.LARGE_FIRE,), "火と煙で出られなくなります", "trap in fire"),
    ((HazardKind.TSUNAMI, HazardKind.LARGE_FIRE), "火と煙で出られなくなります", "trap in fire"),
    ((HazardKind.LANDSLIDE,), "斜面から離れた上の階", "away from the slope"),
    ((HazardKind.STORM_SURGE, HazardKind.LANDSLIDE), "上の階など", "upper floors"),
])  # fmt: skip
def test_an_upper_floor_is_no_advice_against_fire_nor_beside_a_slope(kinds, ja, en):
    case, plan, answer = no_seats("toy-tsunami-night", C)
    case = replace(case, scenario=replace(case.scenario, kinds=kinds))
    parts = tuple(
        replace(one, can_leave_area=False, cannot_reach_safety=True) for one in answer.without_place
    )
    lost = replace(answer, without_place=parts, ways_out=())
    for words, told in ((JA, ja), (Words("en"), en)):
        shown = block_sheet(case, plan, lost, words)
        assert told in shown.without[0]
        (glance,) = shown.glances
        assert glance.until == words(f"block.glance.no_way{instead_end(case)}")
    easy = block_sheet(case, plan, lost, Words("ja_easy")).glances[0].until
    assert ("へ行（い）かないでください" in easy) == (HazardKind.LARGE_FIRE in kinds)


@each("language", ["ja", "en", "ja_easy"])
def test_whoever_may_have_to_leave_stands_beside_those_who_must(language):
    # Of a slope 10 must leave and 70 nobody knows: all are led away, and a first line tells ten.
    case, plan, answer = answered("toy-tsunami-night", A)
    words, counts = Words(language), replace(answer.counts, must_leave=20, unknown=40, outside=0)
    shown = block_sheet(case, plan, replace(answer, counts=counts), words)
    assert words("block.must_leave", persons=words.persons(20, rounded=True)) in shown.first[1]
    assert words("block.unknown", persons=words.persons(40, rounded=True)) in shown.first[1]
    alone = replace(answer, counts=replace(counts, must_leave=0))
    first = block_sheet(case, plan, alone, words).first[1]
    assert first == words("block.unknown", persons=words.persons(40, rounded=True))


def test_the_row_of_a_scenario_says_how_many_go_to_its_destination():
    case, plan, answer = answered("toy-tsunami-night", A)
    first = answer.groups[0]
    # As many go there twice, the second time more slowly; another group is larger, and goes elsewhere.
    slow = replace(first, route=replace(first.route, walk_time_s=1_740.0))
    other = replace(first.destination, destination_id="other", capacity_persons=5)
    larger = replace(first, destination=other, persons=first.persons + 1)
    grid = block_sheet(
        case, plan, answer, JA, scenarios=[InScenario(case, plan, replace(answer, groups=(first, slow)))]
    ).hazards
    said_there = grid.rows[0][grid.keys.index("destination")]
    assert re.search(r"（約?\d+人）|（10人未満）", said_there)
    three = replace(answer, groups=(larger, first, slow))
    shown = block_sheet(case, plan, answer, JA, scenarios=[InScenario(case, plan, three)]).hazards
    for one in (grid, shown):
        assert one.rows[0][one.keys.index("walk")] == "29分"


def test_why_people_must_leave_is_not_read_as_why_others_may_stay():
    case, plan, answer = answered("toy-tsunami-night", A)
    assert answer.counts.must_leave
    assert any(line.startswith("避難が必要な理由: ") for line in block_sheet(case, plan, answer, JA).people)
    none = replace(answer, counts=replace(answer.counts, must_leave=0, unknown=0, stay_home=60))
    assert any(line.startswith("理由: ") for line in block_sheet(case, plan, none, JA).people)


def test_no_two_columns_have_one_heading():
    heads = block_sheet(*answered("toy-tsunami-night", A), JA).routes.headings
    assert len(set(heads)) == len(heads)


def test_a_full_second_destination_is_told_as_full():
    case, plan, answer = answered("toy-quake", D)
    second = next(one for one in answer.seconds if one is not None)
    full = replace(second, is_full=True)
    one = replace(answer, seconds=tuple(full for _ in answer.groups))
    text = said(block_sheet(case, plan, one, JA))
    assert "（満員）" in text
    assert JA("block.leg.second_full") in text


def test_what_closes_is_told_as_everywhere_else():
    case = made("toy-flood")[0]
    street, end = Closing("water_arrival", 0.0, 121), Closing("water_arrival", 0.0, at_end=True)
    assert where_text(case, street, JA) == street_name(case, 121, JA)
    assert where_text(case, end, JA) == "避難先とその入口までの道"


def test_one_table_holds_every_scenario_and_says_what_is_not_ready():
    rows = [InScenario(*answered(scenario, A)) for scenario in SCENARIOS[:2]]
    rows.append(InScenario(made(SCENARIOS[2]).case, None, None))
    grid = block_sheet(*answered(SCENARIOS[0], A), JA, scenarios=rows, waiting="計算中").hazards
    assert grid is not None
    assert [row[0] for row in grid.rows] == ["津波（夜）（表示中）", "洪水", "地震"]
    assert grid.rows[2][1:] == ("計算中", "", "", "", "", "")
    # In the tsunami everybody of A must leave; the toy's flood does not reach A.
    assert grid.rows[0][1] == "約60"
    assert grid.rows[1][1] == "0"


@each("scenario", SCENARIOS)
@each("block", BLOCKS)
def test_people_without_a_place_are_read_before_any_place_to_go_to(scenario, block):
    case, plan, answer = answered(scenario, block)
    shown = block_sheet(case, plan, answer, JA)
    assert shown.first[:2] == shown.people[:2]
    assert bool(shown.first[2:]) == bool(answer.without_place)
    assert all(line.startswith("避難先を確保できない人") for line in shown.first[2:])
    assert bool(shown.staying) == bool(answer.kept_seats)
    assert "避難先を確保できない人" not in "".join(shown.last)


def test_where_everybody_is_assumed_to_stay_the_sheet_says_where_their_place_is():
    case, plan, answer = answered("toy-tsunami-night", A)
    kept = KeptSeat("general", SAFE_AREA_ID, 3)
    alone = replace(answer, groups=(), seconds=(), kept_seats=(kept,), without_place=(), ways_out=())
    shown = block_sheet(case, plan, alone, JA)
    assert not shown.legs
    assert "行き先は確保しています: 安全な区域" in shown.staying
    # Beside a leg the sum is enough.
    both = replace(answer, kept_seats=(kept,))
    assert "安全な区域" not in block_sheet(case, plan, both, JA).staying


def test_english_has_the_same_answer():
    shown = sheet("toy-tsunami-night", B, words=Words("en"))
    assert "Latest departure (this route)" in said(shown)


def _of(found):
    case, _, answer = found
    return case, answer


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_english_sentences_one_after_another_have_a_gap_between_them(scenario):
    lines = [line for block in BLOCKS for line in sheet(scenario, block, words=Words("en")).without]
    assert [line for line in lines if re.search(r"[.)][A-Z]", line)] == []


@each("scenario", SCENARIOS)
@each("block", BLOCKS)
def test_free_seats_of_a_second_destination_are_said_to_be_of_this_block_alone(
    scenario: str, block: str
) -> None:
    case, plan, answer = answered(scenario, block)
    grid = route_grid(case, plan, answer, JA)
    free = [one for one in answer.seconds if one is not None and not one.is_full]
    limited = [one for one in free if one.destination.capacity_persons is not None]
    notes = () if grid is None else grid.notes
    assert any("この街区だけで数えています" in note for note in notes) is bool(limited)


def test_some_block_has_a_second_destination_with_seats() -> None:
    found = [answered(scenario, block)[2].seconds for scenario in SCENARIOS for block in BLOCKS]
    assert any(
        one is not None and one.destination.capacity_persons is not None
        for seconds in found
        for one in seconds
    )
