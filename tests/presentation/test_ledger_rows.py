"""Rows of the people ledger: the same on the page, the A3 map and the offline map."""

import re

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from exports.offline_map import district_map
from presentation.area_sums import is_timed, sums_of
from presentation.district_profile.limits import departure_lines, limit_lines
from presentation.district_profile.people import ledger_grid
from presentation.district_profile.subject import Subject
from presentation.ledger_rows import ledger_rows
from presentation.words import Words
from tests.exports.sample_plan import make_sample

WORDS = Words("ja")
D1 = "271411-00001"


def test_parts_add_up_to_the_people_present_and_other_cuts_are_no_parts() -> None:
    case, plan = make_sample()
    rows = ledger_rows(sums_of(plan.ledgers.districts, D1), WORDS, is_timed=is_timed(case))
    found = {row.key: row for row in rows}
    outcomes = {outcome.value for outcome in Outcome}
    assert {row.key for row in rows if row.is_part} <= outcomes
    assert sum(row.persons for row in rows if row.is_part) == found["persons"].persons
    causes = {cause.value for cause in UNSERVED_CAUSES}
    assert sum(row.persons for row in rows if row.key in causes) == found["unserved"].persons
    assert not found["not_in_time"].is_part


def test_rows_of_time_are_left_out_where_nothing_ends_the_time() -> None:
    sums = dict.fromkeys(["persons", "unserved", "unknown_persons", "not_in_time", "can_leave_area"], 5)
    sums |= {outcome.value: 0 for outcome in Outcome} | {"cannot_reach_safety": 5, "unconfirmed_place": 0}
    keys = [row.key for row in ledger_rows(sums, WORDS, is_timed=False)]
    assert keys == ["persons", "unserved", "unknown_persons"]
    timed = [row.key for row in ledger_rows(sums, WORDS, is_timed=True)]
    assert timed == [
        "persons",
        "unserved",
        "can_leave_area",
        "cannot_reach_safety",
        "not_in_time",
        "unknown_persons",
    ]
    # Where no arrival is known, a zero is nobody before level 5, or without a way: not "in time".
    for words in (WORDS, Words("en"), Words("ja_easy")):
        for judged in ("_by_level5", "_by_wind", "_at_any_time"):
            told = ledger_rows(sums, words, is_timed=True, judged=judged)
            assert [row.key for row in told] == timed
            labels = {row.key: row.label for row in told}
            for key in ("not_in_time", "cannot_reach_safety"):
                assert labels[key] == words(f"ledger.{key}{judged}") != words(f"ledger.{key}")
    sums["unconfirmed_place"] = 3
    assert ledger_rows(sums, WORDS, is_timed=True)[-1].key == "unconfirmed_place"


def test_the_offline_map_has_every_row_of_the_page_and_the_departures_of_the_paper() -> None:
    case, plan = make_sample()
    grid = ledger_grid(Subject(case, plan, D1, WORDS))
    html = district_map(case, plan, D1, "ja").decode("utf-8")
    subject = Subject(case, plan, D1, WORDS)
    for line in (*departure_lines(subject), *limit_lines(subject)):
        assert f"<li>{line}</li>" in html
    table = html[html.index(WORDS("export.map.ledger")) :].split("</table>")[0]
    shown = re.findall(r"<th>(.*?)</th><td>(.*?)</td>", table)
    rows = [(label.removeprefix("└ "), persons.replace("人", "")) for label, persons in shown]
    assert rows == [(label, persons.replace("人", "")) for label, persons in grid.rows]
