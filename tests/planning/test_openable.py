"""Who is at a place in time to open it, by day and by night, and what that makes of its seats."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.tables.organisations import OpeningDuty, PlaceFacts
from planning.case import Case
from planning.pipeline import make_plan
from tests.toy_city import make_toy_bundle, toy_settings

EAST = "E2714000001"


def duty(*rows):
    usual = {
        "place_id": EAST, "open_class": "earthquake", "kind": "key_holder", "block_id": "",
        "arrival_day_s": None, "arrival_night_s": None, "persons": 1,
    }  # fmt: skip
    table = pd.DataFrame([usual | row for row in rows], columns=OpeningDuty.columns())
    table.index.name = "row"
    texts = dict.fromkeys(["place_id", "open_class", "kind", "block_id"], "str")
    whole = dict.fromkeys(["arrival_day_s", "arrival_night_s"], "Int64")
    return OpeningDuty.check(table.astype({**texts, **whole, "persons": "int64"}))


def case_with(*rows, scenario="toy-quake", toilets=None, **overrides):
    bundle = make_toy_bundle()
    facts = PlaceFacts.empty_in()
    if toilets is not None:
        facts = pd.DataFrame(
            {"toilets": pd.array([toilets], dtype="Int64")},
            index=pd.Index([EAST], dtype="str", name="place_id"),
        )
    strength = replace(bundle.strength, opening_duty=duty(*rows), place_facts=PlaceFacts.check(facts))
    settings = toy_settings().with_overrides({key.replace("__", "."): v for key, v in overrides.items()})
    return Case.of(bundle, bundle.scenario(scenario), settings, strength=strength)


def row_of(case):
    return make_plan(case).openable.loc[EAST]


def test_nobody_on_record_leaves_the_least_at_nothing_and_the_most_at_the_other_limits():
    row = row_of(Case.of(make_toy_bundle(), make_toy_bundle().scenario("toy-quake"), toy_settings()))
    assert row["seats_min"] == 0
    assert pd.isna(row["openers"])


def test_stated_times_count_up_to_the_limit_and_what_nobody_said_is_possible_only():
    at_night = make_toy_bundle().scenario("toy-quake").day_time.value
    other = "day" if at_night == "night" else "night"
    rows = (
        {f"arrival_{at_night}_s": 1800, "persons": 2},
        {f"arrival_{at_night}_s": 1801, "persons": 4},
        {f"arrival_{other}_s": 60, "persons": 8},
    )
    row = row_of(case_with(*rows, toilets=500, capacity__seats_per_opener="10"))
    # Two are in time, four are late, of eight nobody has said how long they take at this time of day.
    assert (row["opener_seats_min"], row["opener_seats_max"], row["openers"]) == (20, 100, 10)
    later = row_of(case_with(*rows, capacity__opener_within_s="1801", capacity__seats_per_opener="10"))
    assert later["opener_seats_min"] == 60


def test_whose_block_is_known_walks_whatever_the_list_says():
    block = "M271411-A"
    known = {"block_id": block, "arrival_day_s": 0, "arrival_night_s": 0}
    far = row_of(case_with(known, capacity__opener_within_s="60", capacity__seats_per_opener="10"))
    assert far["opener_seats_max"] == 0
    near = row_of(case_with(known, capacity__opener_within_s="21600", capacity__seats_per_opener="10"))
    assert near["opener_seats_min"] == 10
    unknown_block = row_of(case_with({**known, "block_id": "M000"}, capacity__seats_per_opener="10"))
    assert unknown_block["opener_seats_min"] == 10


def test_duty_of_another_class_of_disaster_or_another_place_makes_no_seat():
    row = row_of(case_with({"open_class": "wind_water", "arrival_day_s": 0, "arrival_night_s": 0}))
    assert pd.isna(row["openers"])
    case = case_with({"place_id": "elsewhere", "arrival_day_s": 0, "arrival_night_s": 0})
    assert make_plan(case).openable["openers"].isna().all()


def test_nobody_is_counted_who_would_have_to_walk_towards_the_water():
    # From block E to the place EAST by the sea are 1,300 m: 1,300 s after a quake, no way in a tsunami;
    # the place beside E, 200 m away, is reached in both.
    rows = ({"block_id": "M271420-E"}, {"block_id": "M271420-E", "place_id": "E2714000002"})

    def openers(scenario):
        table = make_plan(case_with(*rows, scenario=scenario)).openable
        return table.loc[[EAST, "E2714000002"], "openers"].tolist()

    assert openers("toy-quake") == [1, 1]
    assert openers("toy-tsunami-night") == [0, 1]


def test_the_walk_counts_to_the_second():
    rows = {"block_id": "M271420-E"}
    assert row_of(case_with(rows, capacity__opener_within_s="1300"))["openers"] == 1
    assert row_of(case_with(rows, capacity__opener_within_s="1299"))["openers"] == 0


def test_nobody_on_duty_opens_no_seat_and_a_place_without_a_row_is_not_surveyed():
    nobody = row_of(case_with({"persons": 0}, toilets=100, capacity__seats_per_opener="10"))
    assert (nobody["openers"], nobody["seats_min"], nobody["seats_max"]) == (0, 0, 0)
    assert (bool(nobody["is_surveyed"]), nobody["limit"]) == (True, "openers")
    unknown = row_of(case_with({"open_class": "wind_water"}, toilets=100))
    assert pd.isna(unknown["openers"])
    assert not unknown["is_surveyed"]


@pytest.mark.parametrize("persons", [1, 3])
def test_more_people_never_open_fewer_seats(persons):
    rows = {"arrival_day_s": 0, "arrival_night_s": 0}
    few = row_of(case_with({**rows, "persons": persons}, toilets=9))
    more = row_of(case_with({**rows, "persons": persons + 1}, toilets=9))
    assert few["seats_min"] <= more["seats_min"]


def test_the_key_of_a_case_knows_its_opening_duty():
    assert case_with({}).key != case_with({"persons": 2}).key
