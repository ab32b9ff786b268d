"""The map of a changed day: what is blocked and lost is drawn, and the margins are those of the corners."""

import numpy as np
import pytest

from planning.changed_day import DayChange, changed_day
from planning.isolation import find_isolation
from presentation.geometry import unpack_integers
from presentation.hung_on import hung_on
from presentation.map_layers.changed_day import (
    day_layers,
    ground_content,
    hung_on_layer,
    last_departure_s,
)
from presentation.words import Words
from tests.planning.test_changed_day import MADE, TSUNAMI

D1 = "271411-00001"
CASE, PLAN, _ = TSUNAMI


def layers(change: DayChange):
    day = changed_day(*TSUNAMI, change)
    return day, {layer.layer_id: layer for layer in day_layers(CASE, PLAN, day, D1, Words("ja"))}


def test_nothing_changed_draws_no_change() -> None:
    _, found = layers(DayChange())
    assert not {"lost", "other-ways", "way-held", "way-before", "blocked"} & set(found)
    assert set(found) == {"corner-margins"}
    ground = ground_content(CASE, D1, (), Words("ja"))
    assert {"districts", "wards", "district"} <= {layer.layer_id for layer in ground.layers}


def test_lost_blocks_and_ways_that_hold_are_drawn() -> None:
    day, found = layers(DayChange((101, 103)))
    assert {"lost", "blocked", "other-ways", "way-held", "way-before"} <= set(found)
    lost = day.blocks["lost_persons"]
    assert sorted(found["lost"].content["ids"]) == sorted(lost.index[lost > 0])
    assert len(unpack_integers(found["blocked"].content["style"])) == 2


def test_blocks_whose_people_now_leave_the_area_nowhere_have_a_sign_of_their_own_on_top() -> None:
    # Blocked: people lose the destination. Much later: nobody leaves the area in time from anywhere.
    day, found = layers(DayChange((), 120 * 60.0, 120 * 60.0))
    more = day.blocks["cannot_replanned"] - day.blocks["cannot_before"]
    stuck, lost = set(more.index[more > 0]), set(day.blocks.index[day.blocks["lost_persons"] > 0])
    assert stuck
    content, looks = found["lost"].content, [entry.look.legend for entry in found["lost"].legend]
    assert set(content["ids"]) == stuck | lost
    styles = dict(zip(content["ids"], unpack_integers(content["style"]), strict=True))
    # Those who lost more than a destination are drawn last, and explained first.
    assert set(content["ids"][-len(stuck) :]) == stuck
    assert looks[0] == "changed_day.map.stuck"
    assert {styles[one] for one in stuck} == {len(looks) - 1}
    assert {styles[one] for one in lost - stuck} <= {0}
    at = content["ids"].index(max(stuck, key=lambda one: more[one]))
    assert content["names"][at] == Words("ja").persons(float(more[content["ids"][at]]), rounded=True)


def test_what_the_district_hangs_on_has_its_number() -> None:
    case, plan, ground = MADE["toy-quake"]
    pieces = hung_on(case, find_isolation(case, plan, ground, [D1]), Words("en"), rounded=True)
    # Together 103 and 112 (``tests/planning/test_isolation.py``), then 101 of A and 111 of B alone.
    assert [one.street_ids for one in pieces] == [(103,), (112,), (101,), (111,)]
    assert [one.number for one in pieces] == [1, 2, 3, 4]
    assert "ways out of the district" in pieces[0].label
    assert "on it alone" in pieces[2].label
    layer = hung_on_layer(case, tuple(pieces), Words("ja"))
    assert layer.content["names"] == ["1", "2", "3", "4"]
    assert layer.content["ids"] == ["103", "112", "101", "111"]
    assert hung_on_layer(case, (), Words("ja")) is None


def test_margins_of_corners_are_what_is_left_to_the_last_who_leave() -> None:
    # Of both groups the second leaves last, 1,200 s after the quake; moved by 900 s it leaves at 2,100 s.
    day = changed_day(*TSUNAMI, DayChange((), 0.0, 900.0))
    assert last_departure_s(day) == 2100.0
    later, earlier = (
        day_layers(CASE, PLAN, one, D1, Words("ja")) for one in (day, changed_day(*TSUNAMI, DayChange()))
    )
    worse, usual = (
        np.array(
            unpack_integers(next(one for one in found if one.layer_id == "corner-margins").content["style"])
        )
        for found in (later, earlier)
    )
    assert worse.size == usual.size
    assert (worse <= usual).all()
    assert (worse < usual).any()


@pytest.mark.parametrize("scenario", ["toy-flood", "toy-quake"])
def test_where_no_arrival_is_published_no_margin_is_drawn(scenario: str) -> None:
    case, plan, _ = MADE[scenario]
    day = changed_day(*MADE[scenario], DayChange((103,)))
    layers = day_layers(case, plan, day, D1, Words("ja"))
    assert "corner-margins" not in {layer.layer_id for layer in layers}
