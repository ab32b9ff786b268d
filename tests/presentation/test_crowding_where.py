"""Which queue, which door and which full place are told, and when nothing is."""

from dataclasses import replace

import pandas as pd

from presentation.crowding_where import where_lines
from presentation.names import destination_names
from presentation.street_names import street_names
from presentation.words import Words
from tests.crowds import toy_crowding

JA = Words("ja")


def test_the_longest_queue_and_door_and_the_first_full_place_are_named():
    (case, _), crowding = toy_crowding()
    tables = crowding.tables
    first, second = case.city.streets.index[:2]
    queue = {"waited_person_s": 1.0, "caught_persons": 0, "from_s": 60.0, "to_s": 120.0}
    streets = pd.DataFrame([
        {"street_id": first, "longest_wait_s": 300.0, "most_waiting": 20, **queue},
        {"street_id": second, "longest_wait_s": 90.0, "most_waiting": 40, **queue},
    ]).set_index("street_id")  # fmt: skip
    some, other = (str(one) for one in case.city.places.index[:2])
    places = tables.places.iloc[[0, 0]].assign(
        longest_wait_s=[30.0, 720.0], most_outside=[3, 20], full_s=[1_500.0, 1_200.0],
        capacity_persons=pd.array([40, 50], "Int64"),
    )  # fmt: skip
    places.index = pd.Index([some, other], name="destination_id")
    told = where_lines(case, replace(crowding, tables=replace(tables, streets=streets, places=places)), JA)
    assert len(told) == 3
    # More people stand in the second, though one waits longer in the first.
    assert told[0].startswith(f"道で最も長い列は{street_names(case, [second], JA)[0]}です。")
    assert "待つ時間は最も長い人で2分です" in told[0]
    name = destination_names(case, "ja")[other]
    assert f"入口で最も長く待つのは{name}で、最も長い人は12分です" in told[1]
    assert f"2か所で、最初は{name}（" in told[2]
    # Short queues are told in one sentence elsewhere; a place that never fills is no place that is full.
    quiet = places.assign(longest_wait_s=1.0, most_outside=1, full_s=float("nan"))
    calm = replace(tables, streets=streets.assign(longest_wait_s=1.0, most_waiting=1), places=quiet)
    assert where_lines(case, replace(crowding, tables=calm), JA) == [JA("crowding.none_full")]
    seatless = replace(calm, places=quiet.assign(capacity_persons=pd.array([None, None], "Int64")))
    assert where_lines(case, replace(crowding, tables=seatless), JA) == []
