"""The lists that are measured are what they are said to be."""

from bench.rosters import RosterCost, make_roster, roster_lines
from domain.faults import count_faults
from domain.vocabulary import Severity
from tests.toy_city import make_toy_bundle
from use_cases.upload_roster import upload_roster


def test_a_good_list_has_no_fault_and_a_bad_one_has_one_in_each_row():
    strength = make_toy_bundle().strength
    ids = [str(org_id) for org_id in strength.organisations.index]
    good = upload_roster(make_roster(100, ids), strength, year=2026)
    assert (good.faults, good.counts["members"].sum()) == ((), 100)
    bad = upload_roster(make_roster(100, ids, age="若い"), strength, year=2026)
    assert count_faults(bad.faults, Severity.ERROR) == 100


def test_the_page_gives_the_ratio():
    cost = RosterCost("good", 1000, 0.5, seconds=3.0, pandas_s=0.5, faults=0, peak_mb=100.0)
    assert "| 3.00 s | 0.50 s | 6 |" in "\n".join(roster_lines([cost]))
