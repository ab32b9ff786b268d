"""What is said of crowding: who is too late and why, and nothing where nobody is."""

from dataclasses import replace

import pandas as pd
import pytest

from exports.crowding_json import crowding_document
from exports.fields import CROWDING_PEOPLE
from messages.catalogue import has
from presentation.crowding_tables import (
    arrival_table,
    block_table,
    crowding_tables,
    place_table,
    round_table,
    street_table,
)
from presentation.crowding_words import method_lines, place_lines, queue_line, round_lines, summary_lines
from presentation.grid import grid_from
from presentation.names import block_names
from presentation.words import Words
from tests.crowds import toy_crowding


@pytest.fixture(scope="module")
def made():
    (case, _), crowding = toy_crowding(rounds=2)
    return case, crowding


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_sentence_has_its_words(made, language):
    case, crowding = made
    words = Words(language)
    late = replace(
        crowding.facts, missed_persons=12, queue_missed_persons=11, caught_persons=12, early_persons=20,
        turned_persons=3, waiting_most_persons=30, waiting_most_s=660.0,
        clearance_s=(1400.0, float("nan"), float("nan")), bound_s=1200.0, last_arrival_s=1500.0,
    )  # fmt: skip
    rounds = crowding.rounds.iloc[[0, 0]].assign(is_best=[True, False])
    rounds.index = [1, 2]
    alone = replace(late, queue_missed_persons=0, bound_s=float("nan"))
    for one in (crowding, *(replace(crowding, facts=facts, rounds=rounds) for facts in (late, alone))):
        said = "\n".join([*summary_lines(case, one, words), *method_lines(case, words)])
        assert "⟦" not in said
        assert "{" not in said
    # One round, none better, and one that moves people: each is told in a sentence of its own.
    moving = rounds.assign(is_best=[False, True], moved_persons=[0, 40], rerouted_persons=[0, 20], gap=0.2)
    told = {round_lines(case, replace(crowding, rounds=one), words)[0] for one in (
        rounds.iloc[:1], rounds, moving
    )}  # fmt: skip
    assert len(told) == 3
    assert len({line.count("40") for line in told}) == 2
    tables = crowding_tables(case, replace(crowding, rounds=rounds), language)
    assert [table.table_id for table in tables] == [
        "crowd_places", "crowd_arrivals", "crowd_streets", "crowd_blocks", "crowd_rounds",
    ]  # fmt: skip
    assert not any("⟦" in heading for table in tables for heading in (*table.headings, table.title))


@pytest.mark.parametrize(
    ("bound_s", "last_s", "gap"),
    [
        (4530.0, 7505.0, "50 min more"),
        (4501.0, 7559.0, "50 min more"),
        (4530.0, 4550.0, "takes under a minute more"),
    ],
)
def test_what_lies_between_two_moments_is_what_a_reader_counts(made, bound_s, last_s, gap):
    case, crowding = made
    facts = replace(crowding.facts, bound_s=bound_s, last_arrival_s=last_s)
    (line,) = [
        one for one in summary_lines(case, replace(crowding, facts=facts), Words("en")) if "bound" in one
    ]
    assert gap in line


def test_shares_are_of_all_who_walk_and_may_never_come(made):
    case, crowding = made
    never = float("nan")
    facts = replace(
        crowding.facts, persons=100, in_time_persons=60, late_persons=10, caught_persons=30,
        clearance_s=(1400.0, never, never), alone_clearance_s=(1300.0, 1400.0, never),
    )  # fmt: skip

    def first(language, clearance_s, alone_s=never, **changes):
        one = replace(facts, clearance_s=clearance_s, alone_clearance_s=(1300.0, 1400.0, alone_s), **changes)
        return summary_lines(case, replace(crowding, facts=one), Words(language))[0]

    few = first("ja", (never, never, never))
    # Of those who arrive late ones are told at once: "all arrive" is no good news of them.
    assert (
        "着くのは約70人（うち期限のあとに着く人 約10人）だけで（半分に届きません）、約30人は着きません。"
        in few
    )
    assert few.endswith("（混雑がなくても、全員は着きません）。")
    half = first("en", (1440.0, never, never), 1500.0)
    assert (
        "about 70 people (after the deadline: about 10 people) arrive (fewer than 95%)"
        " and about 30 people do not." in half
    )
    assert "50% have arrived 24 min after" in half
    assert half.endswith("(without crowding everybody arrives, the last 25 min after the earthquake).")
    most = first("ja", (1440.0, 1500.0, never))
    assert "約30人は着きません。歩く人全員の50%が着くのは" in most
    assert "95%は地震発生から25分後です。着く人のうち最後の人は" in most
    every = first("ja", (1440.0, 1500.0, 1560.0), 1500.0, last_arrival_s=1560.0)
    assert every.startswith("歩く約100人の全員が着きます（うち期限のあとに着く人 約10人）。50%")
    on_time = first("ja", (1440.0, 1500.0, 1560.0), 1500.0, in_time_persons=100, late_persons=0)
    assert on_time.startswith("歩く約100人の全員が着きます。50%")
    assert "95%は地震発生から25分後、最後の人は地震発生から26分後です（混雑がなければ全員が着き、" in every
    assert "着く人はいません" in first("ja", (never, never, never), in_time_persons=0, late_persons=0)
    assert not any("不明" in line for line in (few, half, most, every))
    # A place: half of all who walk there, and the last of those who arrive.
    some = _place(crowding, arrived_persons=30, half_arrival_s=never)
    assert place_lines(case, some, "safe_area", Words("ja"))[0].endswith("ここへ歩く人の半分は着きません。")
    come = _place(crowding, arrived_persons=30, half_arrival_s=1500.0)
    assert "半分が着くのは地震発生から25分後です" in place_lines(case, come, "safe_area", Words("ja"))[0]
    columns = {one.key: one for one in place_table(case, some, "ja").columns}
    assert columns["half_arrival_min"].cells == ("―",)
    assert columns["last_arrival_min"].cells == (25.0,)
    # Rounds tell when all have arrived, under a heading of their own.
    assert "all_arrived_min" in {one.key for one in round_table(case, crowding, "ja").columns}


def test_without_a_known_arrival_all_who_arrive_are_only_ahead_of_the_order(made):
    case, crowding = made
    assert Words("ja")("answer.by_level5") not in summary_lines(case, crowding, Words("ja"))
    (case, _), crowding = toy_crowding("toy-flood")
    assert Words("ja")("answer.by_level5") in summary_lines(case, crowding, Words("ja"))


def test_files_of_crowding_say_what_in_time_is_judged_by(made):
    case, crowding = made
    judged = Words("ja")("export.judged_by_level5", name="")
    told = crowding_tables(case, crowding, "ja")
    assert not any(judged in heading for table in told for heading in table.headings)
    (case, _), crowding = toy_crowding("toy-flood")
    rounds = pd.concat([crowding.rounds, crowding.rounds]).set_axis([1, 2])
    told = {one.table_id: one for one in crowding_tables(case, replace(crowding, rounds=rounds), "ja")}
    # A sheet carries the sentence of the page; a column of a CSV stands alone.
    assert all(Words("ja")("answer.by_level5") in table.notes for table in told.values())
    headings = {
        (name, one.key) for name, table in told.items() for one in table.columns if judged in one.heading
    }
    assert headings == {
        ("crowd_places", "arrived_persons"), ("crowd_places", "late_arrivals"),
        ("crowd_blocks", "missed_persons"), ("crowd_blocks", "queue_missed_persons"),
        ("crowd_rounds", "missed_persons"),
    }  # fmt: skip
    assert crowding_document(case, crowding)["city"]["margin_known"] is False


def test_a_name_of_people_in_the_file_counts_one_thing_and_is_described(made):
    case, crowding = made
    late = 10
    places = crowding.tables.places.copy()
    places.loc[places.index[0], "late_persons"] = late
    facts = replace(crowding.facts, in_time_persons=crowding.facts.in_time_persons - late, late_persons=late)
    tables = replace(crowding.tables, places=places)
    document = crowding_document(case, replace(crowding, facts=facts, tables=tables))
    city, rows = document["city"], document["places"]
    sums = {name: sum(row[name] for row in rows) for name in rows[0] if name in city and "persons" in name}
    assert sums == {name: city[name] for name in sums}
    assert {"late_persons", "early_persons"} == set(sums)
    # Who comes late has arrived, and not in time.
    assert city["in_time_persons"] + late == sum(row["arrived_persons"] for row in rows)
    for part, held in (("city", city), ("places", rows[0])):
        people = [name for name in held if name.split("_")[-1] == "persons"]
        assert people == [one.name for one in CROWDING_PEOPLE[part]]
        for language in ("ja", "en"):
            assert all(has(language, one.meaning) for one in CROWDING_PEOPLE[part])


def test_the_number_of_a_street_is_told_as_a_command_takes_it(made):
    case, crowding = made
    streets = (
        crowding.tables.streets.iloc[:0].reindex([10554]).fillna(0).astype(crowding.tables.streets.dtypes)
    )
    case = replace(case, city=replace(case.city, streets=case.city.streets.iloc[:1].set_axis([10554])))
    table = street_table(case, replace(crowding, tables=replace(crowding.tables, streets=streets)), "ja")
    # "10,554" is no number of a street for `sonae whatif --close`.
    assert next(one.cells for one in table.columns if one.key == "street_id") == ("10554",)


def test_times_of_rounds_name_what_they_count_from(made):
    case, crowding = made
    table = round_table(case, crowding, "ja")
    assert "地震発生からの分" in next(one.heading for one in table.columns if one.key == "all_arrived_min")


def test_nobody_walking_is_one_sentence(made):
    case, crowding = made
    walking = crowding.assignment[crowding.assignment["route_id"] >= 0]
    nobody = replace(crowding, facts=replace(crowding.facts, persons=0), assignment=walking)
    assert summary_lines(case, nobody, Words("en")) == ["Nobody walks in this plan."]


def test_who_does_not_walk_is_told_next_to_those_who_arrive(made):
    # 18,000 of 18,000 who walk arrive: with 89,000 left without a seat that is no good news.
    case, crowding = made
    walking = crowding.assignment[crowding.assignment["route_id"] >= 0]
    rows = walking.iloc[[0, 0]].assign(route_id=-1, persons=[300, 40], destination_id=["", "safe_area"])
    one = replace(crowding, assignment=pd.concat([walking, rows], ignore_index=True))
    said = summary_lines(case, one, Words("en"))
    assert said[1].startswith("Not in these numbers: about 300 people without a destination")
    assert "about 40 people who are assumed not to leave" in said[2]
    assert "Not in these numbers" not in "".join(
        summary_lines(case, replace(crowding, assignment=walking), Words("en"))
    )


def test_seconds_of_waiting_are_rounded_up(made):
    case, crowding = made
    waits = replace(crowding, facts=replace(crowding.facts, waited_mean_s=9.01, waited_longest_s=61.0))
    assert any(
        "mean wait is 10 s, the longest 2 min" in line for line in summary_lines(case, waits, Words("en"))
    )


def test_a_wait_of_seconds_is_told_as_such_and_no_wait_as_none(made):
    case, crowding = made

    def said(longest_s: float) -> str:
        facts = replace(crowding.facts, waited_mean_s=longest_s / 2, waited_longest_s=longest_s)
        return "\n".join(summary_lines(case, replace(crowding, facts=facts), Words("ja")))

    assert "平均1秒、最も長い人で1分未満です" in said(0.4)
    assert "平均30秒、最も長い人で1分です" in said(60.0)
    assert "列で待つ人はいません" in said(0.0)
    assert "待ち時間" not in said(0.0)


def test_waits_of_seconds_are_read_as_under_a_minute_and_written_as_they_are(made):
    case, crowding = made
    places = crowding.tables.places.iloc[[0, 0, 0, 0]].assign(longest_wait_s=[0.0, 0.1, 59.9, 61.0])
    places.index = pd.Index(["safe_area"] * 4, dtype="str", name="destination_id")
    table = place_table(case, replace(crowding, tables=replace(crowding.tables, places=places)), "ja")
    column = next(one for one in table.columns if one.key == "door_wait")
    # The longest first; rounded up, so that nobody's wait is nothing: 61 s are 1.017 minutes.
    assert column.cells == (1.1, 1.0, 0.01, 0.0)
    words = grid_from(table, Words("ja"), keys=["door_wait"]).rows
    assert words == (("1.1",), ("1",), ("1分未満",), ("0",))


def test_places_without_a_wait_of_a_minute_stand_by_when_they_fill(made):
    # In the city the place that fills first stood behind 20 others, ordered by seconds that nobody is shown.
    case, crowding = made
    places = crowding.tables.places.iloc[[0] * 4].assign(
        longest_wait_s=[50.0, 2.0, 30.0, 130.0], full_s=[float("nan"), 1200.0, 1800.0, float("nan")]
    )
    places.index = pd.Index(["safe_area"] * 4, dtype="str", name="destination_id")
    table = place_table(case, replace(crowding, tables=replace(crowding.tables, places=places)), "ja")
    full = next(one for one in table.columns if one.key == "full_min").cells
    assert full[1:3] == (20.0, 30.0)
    assert full[0] == full[3] == "―"


def _place(crowding, **changed):
    row = {
        "walking_persons": 90, "arrived_persons": 80, "late_persons": 0, "first_arrival_s": 900.0,
        "half_arrival_s": 1200.0, "last_arrival_s": 1500.0, "full_s": float("nan"), "capacity_persons": 100,
        "early_persons": 0, "most_outside": 0, "longest_wait_s": 0.0, **changed,
    }  # fmt: skip
    places = pd.DataFrame([row], index=pd.Index(["safe_area"], dtype="str", name="destination_id"))
    return replace(crowding, tables=replace(crowding.tables, places=places))


def test_a_place_tells_when_people_come_when_it_is_full_and_who_waits_outside(made):
    case, crowding = made

    def said(language, **changed):
        return "\n".join(place_lines(case, _place(crowding, **changed), "safe_area", Words(language)))

    assert "歩いて来る人だけでは、席はいっぱいになりません" in said("ja")
    assert not any(word in said("ja") for word in ("入口の前", "期限のあと", "開く前"))
    full = said("ja", full_s=1260.0, most_outside=40, longest_wait_s=30.0, early_persons=20, late_persons=30)
    for words in (
        "21分後にいっぱい",
        "約40人が並び、最も長い人は1分未満待ち",
        "開く前",
        "期限のあとに着く人は約30人",
    ):
        assert words in full
    # Where the seats are not known nothing is said of them.
    assert "席は" not in said("ja", capacity_persons=pd.NA)
    assert "nobody arrives" in said("en", arrived_persons=0)


def test_arrivals_by_minute_add_up_and_name_who_waits_at_the_door(made):
    case, crowding = made
    ids = ["safe_area"] * 2
    arrivals = pd.DataFrame({"destination_id": ids, "until_s": [960.0, 1020.0], "persons": [30, 50]})
    doors = pd.DataFrame({"at_s": [900.0, 960.0], "destination_id": ids, "persons": [80, 50]})
    crowd = replace(crowding, tables=replace(crowding.tables, arrivals=arrivals, doors=doors))
    cells = {one.key: one.cells for one in arrival_table(case, crowd, "en").columns}
    assert cells["until_min"] == (15.0, 16.0, 17.0)
    assert cells["arrived_in_minute"] == (0, 30, 50)
    assert cells["arrived_so_far"] == (0, 30, 80)
    assert cells["waiting_outside"] == (80, 50, 0)
    assert arrival_table(case, crowd, "en", place_ids=["other"]).rows() == []
    assert place_table(case, _place(crowding), "en", place_ids=["other"]).rows() == []
    assert len(place_table(case, _place(crowding), "en", place_ids=["safe_area"]).rows()) == 1


def test_streets_stand_by_the_waiting_on_them_not_by_whom_they_close_on(made):
    # A street that closes on people without a queue is no answer to where queues are.
    case, crowding = made
    one = crowding.tables.streets.iloc[[0, 0]].assign(waited_person_s=[0.0, 900.0], caught_persons=[12, 0])
    one.index = case.city.streets.index[:2].rename("street_id")
    queued = replace(crowding, tables=replace(crowding.tables, streets=one))
    ids = next(column for column in street_table(case, queued, "en").columns if column.key == "street_id")
    assert [int(cell) for cell in ids.cells] == [int(one.index[1]), int(one.index[0])]


def test_short_queues_are_told_in_one_sentence_and_long_ones_one_by_one(made):
    case, crowding = made
    ids = case.city.streets.index[:3].rename("street_id")
    rows = crowding.tables.streets.iloc[[0, 0, 0]].assign(
        waited_person_s=[7_200.0, 90.0, 0.0], longest_wait_s=[60.0, 59.0, 0.0], most_waiting=[9, 9, 0],
        caught_persons=[0, 0, 5], from_s=[60.0, 60.0, float("nan")],
    ).set_index(ids)  # fmt: skip
    queued = replace(crowding, tables=replace(crowding.tables, streets=rows))
    words = Words("en")
    assert queue_line(queued, words) == (
        "Queues in streets in which somebody waits 1 min or more, or 10 or more people stand: 1. Streets with"
        " short queues, below 1 min and below 10 people: 1 (0.1 person-hours of waiting in all; the files"
        " hold each of them)."
    )
    assert queue_line(queued, words, with_caught=True).endswith("the streets that close on people: 1.")
    nobody = replace(crowding, tables=replace(crowding.tables, streets=rows.iloc[2:]))
    assert (
        queue_line(nobody, words) == "No queue in a street takes 1 min or more, or holds 10 or more people."
    )

    def told(**which):
        table = street_table(case, queued, "en", **which)
        return [int(one) for one in table.columns[-2].cells], words("export.note.queue_unseen") in table.notes

    # Files hold all; a page the long queue, and the street where people are caught, which has no time.
    assert told() == ([*ids], True)
    assert told(only_queues=True) == ([ids[0]], False)
    assert told(only_queues=True, with_caught=True) == ([ids[0], ids[2]], True)
    # Whoever shows few asks for these alone: no other street is named.
    assert told(only_queues=True, with_caught=True, most=1) == ([ids[0]], False)


def test_blocks_are_told_with_their_number_and_on_request_only_those_with_people_too_late(made):
    case, crowding = made
    ids = list(crowding.tables.blocks.index)
    persons = [8, *[120] * (len(ids) - 1)]
    blocks = crowding.tables.blocks.assign(missed_persons=[7, *[0] * (len(ids) - 1)], persons=persons)
    some = replace(crowding, tables=replace(crowding.tables, blocks=blocks))
    whole, late = (
        {one.key: one.cells for one in block_table(case, some, "ja", only_late=only).columns}
        for only in (False, True)
    )
    assert len(whole["block_id"]) == len(ids) > 1
    assert late["block_id"] == (ids[0],)
    # They may all need help: their number is not told.
    assert late["missed_persons"] == ("10未満",)
    # Nor is the number of those who walk: where only they have a seat, it is theirs.
    assert (late["walking_people"], set(whole["walking_people"])) == (("10未満",), {"10未満", 120})
    first = crowding_document(case, some)["blocks"][0]
    assert (first["persons"], first["missed_persons"]) == (None, None)
    # Nor would the sum of the city give it back: the block with the next fewest is told in tens, too.
    blocks = blocks.assign(missed_persons=[7, 44, 123, *[0] * (len(ids) - 3)])
    three = replace(crowding, tables=replace(crowding.tables, blocks=blocks))
    told = [row["missed_persons"] for row in crowding_document(case, three)["blocks"]]
    assert told == [None, 40, 123, *[0] * (len(ids) - 3)]
    assert late["block_name"] == (block_names(case.city, ids[:1], "ja").iloc[0],)
    assert late["block_name"][0].endswith(f"（街区 {ids[0].rpartition('-')[2]}）")
