"""Numbers of people on the A3 map are read whole."""

import itertools
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pytest
import shapely

from domain.vocabulary import Outcome
from exports.people_labels import people_labels
from planning.plan import Plan
from presentation.styles import people
from presentation.words import Words
from tests.exports.sample_plan import make_sample

WINDOW = shapely.box(0, 0, 3000, 3000)
M_PER_MM = 10.0


def _blocks(points: list[tuple[float, float]]) -> gpd.GeoDataFrame:
    squares = [shapely.box(x - 1, y - 1, x + 1, y + 1) for x, y in points]
    ids = [f"M{i}" for i in range(len(points))]
    return gpd.GeoDataFrame({"town": [f"{i}町" for i in range(len(points))]}, geometry=squares, index=ids)


def _plan(blocks: gpd.GeoDataFrame, late: list[int], seats: list[int]) -> Plan:
    plan = make_sample()[1]
    ledger = plan.ledgers.blocks.iloc[[0] * len(blocks)].set_index(blocks.index) * 0
    ledger[Outcome.TOO_LATE.value] = late
    ledger[Outcome.NO_CAPACITY.value] = seats
    return replace(plan, ledgers=replace(plan.ledgers, blocks=ledger))


@pytest.mark.parametrize("count", [2, 9])
def test_no_number_lies_upon_another_or_upon_a_sign(count: int) -> None:
    # All towns at one point, and a sign on it: each number finds a place of its own.
    blocks = _blocks([(1500.0, 1500.0)] * count)
    sign = shapely.box(1470, 1470, 1530, 1530)
    plan = _plan(blocks, [100] * count, [0] * count)
    labels = people_labels(plan, blocks, Words("ja"), M_PER_MM, WINDOW, [sign])
    boxes = [one.box for one in labels]
    assert len(boxes) == count
    assert not any(shapely.intersects(a, b) for a, b in itertools.combinations([sign, *boxes], 2))
    assert all(WINDOW.covers(box) for box in boxes)


def test_a_number_with_room_stands_on_its_town() -> None:
    blocks = _blocks([(500.0, 500.0), (2500.0, 2500.0)])
    plan = _plan(blocks, [0, 100], [200, 0])
    labels = people_labels(plan, blocks, Words("ja"), M_PER_MM, WINDOW, [])
    middles = [shapely.get_coordinates(shapely.centroid(one.box))[0] for one in labels]
    # Those of most people first: 200 for want of seats, then 100 for want of time.
    np.testing.assert_allclose(middles, [(500, 500), (2500, 2500)])
    assert [one.look for one in labels] == [people.UNSERVED_SEATS, people.UNSERVED_TIME]
    assert [one.said for one in labels] == ["約200人", "約100人"]


def test_towns_without_such_people_have_no_number() -> None:
    blocks = _blocks([(500.0, 500.0), (2500.0, 2500.0)])
    plan = _plan(blocks, [0, 0], [0, 20])
    assert [one.said for one in people_labels(plan, blocks, Words("ja"), M_PER_MM, WINDOW, [])] == ["約20人"]
