"""A block that no held street is near: nobody knows its way; of all others everything is told."""

from dataclasses import replace

import pytest
import shapely

from exports.plan_json import plan_document
from planning.block_answer import block_answer
from planning.case import Case
from planning.day_line import day_line
from planning.pipeline import make_plan
from planning.plan import Plan
from presentation.answers import ward_answer
from presentation.area_sums import sums_of
from presentation.block.glance import glances
from presentation.city_facts import fact_texts
from presentation.ledger_rows import ledger_rows
from presentation.map_layers.people import unserved_layers
from presentation.opening_words import sums_texts
from presentation.plan_change import change_grid
from presentation.priority_tables import debt_table
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.theme_states import theme_states
from presentation.result_tables import ward_table
from presentation.words import Words
from tests.toy_city import make_toy_bundle, toy_settings
from ui.view.city import measures_of
from use_cases.opening_service import OpeningService

A, G = "M271411-A", "M271411-G"


@pytest.fixture(scope="module")
def far() -> tuple[Case, Plan]:
    """The toy tsunami at night, block A (60 people) 250 m from a street; 100 m may be walked.

    Block G (20 people) stands on a pier that is joined to nothing: of them it is known.
    """
    bundle = make_toy_bundle()
    corner, blocks = bundle.nodes.geometry.loc[1], bundle.blocks.copy()
    blocks.loc[A, "geometry"] = shapely.Point(corner.x, corner.y + 250).buffer(10)
    settings = toy_settings().with_overrides({"movement.access_max_m": "100"})
    case = Case.of(replace(bundle, blocks=blocks), bundle.scenarios["toy-tsunami-night"], settings)
    return case, make_plan(case)


def test_nobody_knows_the_way_and_of_nobody_is_it_claimed_that_he_cannot_get_out(far: tuple[Case, Plan]):
    _, plan = far
    rows = plan.assignment[plan.assignment["block_id"] == A]
    assert set(rows["outcome"]) == {"way_unknown"}
    assert not rows[["can_leave_area", "cannot_reach_safety"]].to_numpy().any()
    pier = plan.assignment[plan.assignment["block_id"] == G]
    assert set(pier["outcome"]) == {"no_safe_way"}
    assert pier["cannot_reach_safety"].all()


def test_who_is_known_to_be_in_danger_is_not_hidden_by_who_is_not_known(far: tuple[Case, Plan]):
    """60 people of A are of unknown way, 20 of the pier cannot get out, 90 of 170 reach safe ground."""
    _, plan = far
    assert plan.ledgers.city[
        ["way_unknown", "no_safe_way", "cannot_reach_safety", "safe_area"]
    ].to_numpy().tolist() == [[60, 20, 20, 90]]
    rows = plan.indicators[plan.indicators["area_id"] == plan.ledgers.city.index[0]].set_index("indicator")
    ends = rows[["value", "value_min", "value_max"]]
    assert ends.loc["unserved_persons"].tolist() == [80, 20, 80]
    assert ends.loc["unserved_way_unknown"].tolist() == [60, 0, 60]
    assert ends.loc["unserved_no_safe_way"].tolist() == [20, 20, 80]
    assert ends.loc["unserved_too_late"].tolist() == [0, 0, 60]
    assert ends.loc["not_in_time_persons"].tolist() == [20, 20, 80]
    # Both ends are serious: the band is no open question, and what decides it is the danger that is known.
    band = plan.bands.loc[plan.ledgers.city.index[0]]
    assert band[["band", "binding_indicator", "not_in_time_persons"]].tolist() == [
        "serious", "unserved_no_safe_way", 20,
    ]  # fmt: skip
    line = day_line(*far)
    assert (line.way_unknown_persons, line.cut_off_persons, line.without_seat_persons) == (60, 20, 0)
    # Nearest place first: 90 have a seat, 80 do not, whether or not anybody knows of their way.
    assert plan.facts.uncoordinated_unserved_persons == 80


def test_streets_there_are_to_be_taken_in_and_nobody_is_told_to_open_a_way_for_them(far: tuple[Case, Plan]):
    case, plan = far
    found = plan.weak_points.set_index("indicator")
    columns = ["urgency", "cause", "next_action", "affected_persons"]
    assert found.loc["unserved_way_unknown", columns].tolist() == [
        "unknown", "way_unknown", "import_streets", 60,
    ]  # fmt: skip
    # Of the pier it is known.
    assert found.loc["unserved_no_safe_way", ["urgency", "affected_persons"]].tolist() == ["in_danger", 20]
    # The way says it for the others: no survey of hazards is asked for besides.
    assert not set(found.index) & {"unserved_too_late", "unserved_no_capacity", "below_reserve_persons"}
    debt = plan.data_debt[plan.data_debt["layer"] == "streets"].iloc[0]
    assert debt[["missing", "items", "persons", "next_action", "district_id"]].tolist() == [
        "near_blocks", 1, 60, "import_streets", "271411-00001",
    ]  # fmt: skip
    cells = {column.key: column.cells[0] for column in debt_table(case, plan, "ja").columns}
    assert cells["debt_item"].endswith("の街区の近く")
    assert cells["debt_missing"] == "街区の近くの道路（未収録）"


def test_pages_say_both(far: tuple[Case, Plan]):
    case, plan = far
    words, city = Words("ja"), case.city.meta.city_code
    first, reasons = ward_answer(case, plan, "271411", words)
    assert "着けない人は約20人です" in first[0]
    assert "着けるか分からない人は約60人です" in first[1]
    assert len(first) == 2
    said = "".join([*reasons, *fact_texts(case, plan, words)])
    assert "経路不明（道路が未収録）: 約60人" in said
    assert "安全な経路なし: 約20人" in said
    rows = {
        row.key: row.persons for row in ledger_rows(sums_of(plan.ledgers.city, city), words, is_timed=True)
    }
    assert (rows["way_unknown"], rows["not_in_time"], rows["unserved"]) == (60, 20, 80)
    cells = {column.key: column.cells for column in ward_table(case, plan, "ja").columns}
    assert cells["way_unknown"] == (60, 0, 60)
    assert cells["not_in_time"] == (20, 0, 20)
    assert cells["can_leave_area"] == ("不明", 0, "不明")
    late = next(
        row for row in change_grid((case, case), (plan, plan), "", words).rows if "着けない人" in row[0]
    )
    assert late[1] == late[2] != "不明"
    assert "way_unknown" in measures_of(case.city, [plan.ledgers.city])
    (layer, *_) = unserved_layers(case, plan, words)
    assert "経路が不明（道路が未収録）" in [entry.label for entry in layer.legend]
    for glance in glances(case, plan, block_answer(case, plan, A), words):
        assert "経路が分かりません" in glance.where
        assert "間に合う道がありません" not in glance.until
    themes = band_report(case, plan).themes
    themes = themes[themes["area_id"] == city]
    states = dict(zip(themes["theme"], theme_states(themes, words, rounded=False), strict=True))
    assert states["route"].gap == "20人に安全な経路がない"
    document = plan_document(case, plan)
    assert (document["cannot_reach_safety_persons"], document["not_in_time_persons"]) == (20, 20)


def test_no_place_is_said_to_change_nothing_for_them(far: tuple[Case, Plan]):
    case, _ = far
    service = OpeningService()
    opening = service.opening(case)
    sums = service.sums(case, opening.usual)
    assert (sums.persons, sums.served, sums.out_of_reach, sums.off_network) == (170, 90, 20, 60)
    said = "".join(sums_texts(case, opening, sums, opening.usual, Words("ja")))
    assert "約60人は、街区の近くの道路が未収録のため" in said
