"""Tables of crowding sum to the people who walk, and say where and when they wait."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evacuation.crowd_tables import approach_streets, crowd_tables
from evacuation.crowding import crowd_of
from tests.evacuation.conftest import Run

_PARTS = ["in_time_persons", "late_persons", "caught_persons", "cut_off_persons", "at_home_persons"]


@pytest.fixture(scope="module")
def flood(run_toy: Run):
    """Return 100 people on their way to a place that opens at 20,000 s, by a door of 0.6 m.

    D's 10 people who need help, each with one of its 90 adults, and the 80 adults who are left.
    """
    inputs, evacuation = run_toy("toy-flood")
    settings = inputs.settings.with_overrides({"crowding.door_width_m": "0.6"})
    inputs = replace(inputs, usable=inputs.usable.assign(opens_at_s=20_000.0), settings=settings)
    routes = pd.DataFrame(evacuation.routes.drop(columns="geometry"))
    crowd = crowd_of(inputs, routes)
    return inputs, routes, crowd, crowd_tables(inputs, routes, crowd)


def test_everybody_is_counted_once(flood):
    _, routes, _, tables = flood
    assert tables.routes["persons"].tolist() == routes["persons"].tolist()
    assert (tables.routes[_PARTS].sum(axis=1) == tables.routes["persons"]).all()
    assert tables.blocks["persons"].sum() == tables.places["walking_persons"].sum() == routes["persons"].sum()
    assert (tables.places["late_persons"] == 0).all()
    assert tables.arrivals["persons"].sum() == tables.places["arrived_persons"].sum() == 100


def test_a_place_tells_when_people_come_who_waits_outside_and_when_it_is_full(flood):
    inputs, routes, crowd, tables = flood
    place = tables.places.iloc[0]
    # 0.78 persons/s: the 50th 62.8 s after the first, the 100th 126.9 s.
    assert place["first_arrival_s"] == 20_000
    assert place["half_arrival_s"] == 20_062.9
    assert place["last_arrival_s"] == 20_127.0
    assert place["early_persons"] == place["most_outside"] == 100
    # The first ten pairs leave at 3,600 s and wait for hours.
    assert place["longest_wait_s"] > 14_000
    assert pd.isna(place["full_s"])
    full = inputs.usable.assign(capacity_persons=pd.array([50] * len(inputs.usable), "Int64"))
    again = crowd_tables(replace(inputs, usable=full), routes, crowd).places.iloc[0]
    assert again["full_s"] == place["half_arrival_s"]


def test_arrivals_are_counted_by_the_minute_that_ends(flood):
    arrivals = flood[3].arrivals
    # At 20,000 s sharp counts to the minute before (20,040 is the end of the minute that holds it).
    assert arrivals["until_s"].tolist() == [20_040, 20_100, 20_160]
    # One each 1.2821 s: by 20,040 s the first and 31 more, by 20,100 s 77 more.
    assert arrivals["persons"].tolist() == [32, 46, 22]


def test_who_waits_at_home_waits_for_the_first_street_of_his_route(flood):
    inputs, routes, crowd, tables = flood
    of = approach_streets(inputs, crowd)
    network = inputs.network
    assert of[: network.n_arcs].tolist() == network.arc_street.tolist()
    assert set(of[network.n_arcs : crowd.streets.n_links]) == {-1}
    home = inputs.blocks.index.get_loc(routes["block_id"][0])
    first = routes["street_path"][0][0]
    assert network.street_id[of[crowd.streets.n_links + home]] == first
    assert tables.streets.index.tolist() == [first]
    # 80 leave at once by 6.832 persons/s: the last waits 79 ÷ 6.832 = 11.56 s, told in whole ticks.
    assert tables.streets["longest_wait_s"].tolist() == [11.6]
    assert tables.streets["most_waiting"].tolist() == [79]


def test_queues_over_time_stand_on_the_streets(flood):
    inputs, routes, _, _ = flood
    crowd = crowd_of(inputs, routes.assign(depart_s=routes["depart_s"] - 5))
    tables = crowd_tables(inputs, routes, crowd)
    # 80 leave at 10,795 s, one each 0.1464 s: before 10,800 s the first and 33 more (4.83 s) have gone.
    assert tables.queues["at_s"].tolist() == [10_800.0]
    assert tables.queues["persons"].tolist() == [80 - 34]
    assert tables.streets["from_s"].tolist() == tables.streets["to_s"].tolist() == [10_800.0]


def test_who_is_caught_is_told_by_street_and_block(flood):
    inputs, routes, _, _ = flood
    closes = np.full(inputs.network.street_id.size, np.inf)
    street = routes["street_path"][1][1]
    closes[inputs.network.street_id.tolist().index(street)] = 11_200.0
    shut = replace(inputs, passage=replace(inputs.passage, closes_at_s=closes))
    crowd = crowd_of(shut, routes)
    tables = crowd_tables(shut, routes, crowd)
    # The pairs, at their place by 5,600 s without queues, are long through; all 80 who leave at
    # 10,800 s come too late.
    caught = tables.routes["caught_persons"].sum()
    assert tables.streets["caught_persons"].sum() == caught
    assert tables.blocks["missed_persons"].sum() == caught + tables.routes["cut_off_persons"].sum() == 80
    assert tables.blocks["queue_missed_persons"].sum() == 80 - tables.routes["alone_missed_persons"].sum()
    # 20 of 100 arrive: half of all who walk there never do; the last of the 20 has his time.
    place = tables.places.iloc[0]
    assert (place["walking_persons"], place["arrived_persons"]) == (100, 20)
    assert pd.isna(place["half_arrival_s"])
    assert place["last_arrival_s"] == crowd.walk.ended[crowd.arrived].max() / 10


def test_who_waits_before_a_door_is_noted_every_minute(flood):
    _, _, crowd, tables = flood
    doors = tables.doors
    assert set(doors["destination_id"]) == set(tables.places.index)
    at = doors.set_index("at_s")["persons"]
    # All 100 stand there until it opens at 20,000 s; by 20,040 s 32 have gone in, by 20,100 s 78.
    assert at[19_980.0] == 100
    assert (at[20_040.0], at[20_100.0]) == (100 - 32, 100 - 78)
    assert 20_160.0 not in at
    # Before the first has walked there nobody stands there.
    assert at.index.min() * 10 > crowd.walk.stood.min()


def test_who_comes_after_the_deadline_is_late_at_his_place(flood):
    inputs, routes, _, _ = flood
    late = replace(inputs, passage=replace(inputs.passage, deadline_s=20_062.9))
    places = crowd_tables(late, routes, crowd_of(late, routes)).places
    assert (places["arrived_persons"].sum(), places["late_persons"].sum()) == (100, 50)
