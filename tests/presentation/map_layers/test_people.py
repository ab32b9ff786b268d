"""People without a place and time margins on a map."""

import pandas as pd
import pytest

from domain.vocabulary import UNSERVED_CAUSES
from presentation.geometry import unpack_integers
from presentation.map_layers.people import (
    corner_margin_layer,
    margin_layer,
    unserved_card,
    unserved_layers,
    unserved_looks,
)
from presentation.styles.people import MARGIN_UPPER_S
from presentation.words import Words
from tests.exports.sample_plan import make_sample

WORDS = Words("ja")
CAUSES = [cause.value for cause in UNSERVED_CAUSES]


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_people_without_a_place_are_drawn_exactly_where_there_are_any(scenario: str) -> None:
    case, plan = make_sample(scenario)
    total = plan.ledgers.blocks[CAUSES].sum(axis=1)
    found = {layer.layer_id: layer for layer in unserved_layers(case, plan, WORDS)}
    assert set(found) == ({"unserved", "unserved-districts"} if total.sum() else set())
    if found:
        near, far = found["unserved"], found["unserved-districts"]
        assert set(near.content["ids"]) == set(total.index[total > 0])
        assert near.follows == far.layer_id
        assert near.from_zoom == far.below_zoom


def test_a_map_of_one_district_shows_only_its_blocks_and_from_afar() -> None:
    case, plan = make_sample()
    total = plan.ledgers.blocks[CAUSES].sum(axis=1)
    block = total.idxmax()
    (layer,) = unserved_layers(case, plan, WORDS, blocks=case.city.blocks.loc[[block]])
    assert layer.content["ids"] == [block]
    assert (layer.from_zoom, layer.follows) == (0.0, "")


@pytest.mark.parametrize(("too_late", "no_capacity", "look"), [(3, 1, 0), (2, 2, 0), (1, 2, 1), (0, 1, 1)])
def test_where_as_many_lack_time_as_seats_time_is_said(too_late: int, no_capacity: int, look: int) -> None:
    row = dict.fromkeys(CAUSES, 0) | {"too_late": too_late, "no_capacity": no_capacity}
    assert unserved_looks(pd.DataFrame([row])).tolist() == [look]


def test_the_card_names_every_cause_and_its_people() -> None:
    counts = [0] * len(CAUSES)
    counts[CAUSES.index("too_late")] = 30
    counts[CAUSES.index("no_capacity")] = 12
    title, rows = unserved_card("甲町", counts, WORDS, rounded=False)
    assert "甲町" in title
    assert "42" in title
    assert dict(rows) == {
        WORDS("outcome.no_capacity"): WORDS.persons(12, rounded=False),
        WORDS("outcome.too_late"): WORDS.persons(30, rounded=False),
    }


def test_the_margin_is_that_of_the_routes_people_are_sent_by() -> None:
    case, plan = make_sample()
    layer = margin_layer(case, plan, WORDS)
    assert layer is not None
    known = plan.margin.dropna(subset=["route_margin_s"])
    assert len(unpack_integers(layer.content["style"])) == known["block_id"].nunique()
    assert not layer.shown
    case, plan = make_sample("toy-quake")
    assert margin_layer(case, plan, WORDS) is None


def test_corners_of_the_area_hold_until_when_they_must_be_left() -> None:
    # In a toy tsunami the corners 1, 2, 11 and 12 (x ≤ 700) are ends of streets in the water.
    case, plan = make_sample()
    layer = corner_margin_layer(case, plan, WORDS)
    assert layer is not None
    assert not layer.shown
    network = case.network
    wet = plan.street_exposure["in_hazard"].to_numpy()[network.arc_street]
    tails = set(network.arc_tail()[wet].tolist())
    nodes = [node for node in sorted(tails) if network.node_id[node] >= 0]
    latest = plan.node_latest_departure_s[nodes]
    shown = [round(10 * at - 0.499) if at > -float("inf") else None for at in latest if at < float("inf")]
    packed = unpack_integers(layer.content["latest"])
    assert [ours for ours, theirs in zip(packed, shown, strict=True) if theirs is not None] == [
        one for one in shown if one is not None
    ]
    leaving = plan.assignment[plan.assignment["departure"] != "not_leaving"]["departure_s"].max()
    expected = [sum(at - leaving >= bound for bound in MARGIN_UPPER_S) for at in latest if at < float("inf")]
    assert unpack_integers(layer.content["style"]) == expected
    assert layer.content["upper"] == [0, 9000, 18000, 36000]


def test_without_an_arrival_no_corner_has_a_margin() -> None:
    assert corner_margin_layer(*make_sample("toy-flood"), WORDS) is None
