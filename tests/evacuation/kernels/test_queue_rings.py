"""Rings of full streets move on together; what is no ring waits."""

import pytest

from evacuation.kernels.queue_state import ARRIVED
from tests.evacuation.queue_sample import Sample


@pytest.mark.parametrize("size", [2, 3, 5])
def test_a_ring_of_any_size_moves_on_as_soon_as_it_counts_as_stuck(size: int) -> None:
    sample = Sample(stall=30)
    streets = [sample.piece(1, 0.0) for _ in range(size)]
    for i, street in enumerate(streets):
        sample.people(1, [street, streets[(i + 1) % size]], [10, 10], home=sample.home())
    walk = sample.walk()
    # In at 0, at the end at 10, stuck from 30 on, on the next until 40.
    assert walk.ended.tolist() == [40] * size
    assert walk.turns.tolist() == [1] * size


def test_a_ring_keeps_to_the_rate_of_its_streets() -> None:
    sample = Sample(stall=30)
    one, two = sample.piece(2, 0.2), sample.piece(2, 0.2)
    sample.people(2, [one, two], [10, 10], home=sample.home())
    sample.people(2, [two, one], [10, 10], home=sample.home())
    walk, (people, _) = sample.walk(), sample.walk_slowly()
    # 0.2 persons/s are one each 5 s: in at 0 and 50, so the first two change places at 100, the others at
    # 150; then one each 5 s leaves either street.
    assert walk.ended.tolist() == [p.ended for p in people] == [200, 250, 200, 250]


def test_a_queue_before_a_door_is_no_ring_and_waits() -> None:
    sample = Sample(stall=20)
    sample.home()
    street, door = sample.piece(3, 0.0), sample.piece(1, 1.0, opens=500)
    sample.people(6, [street, door], [10, 10])
    walk = sample.walk()
    assert (walk.outcome == ARRIVED).all()
    assert walk.turns.sum() == 0
    assert walk.ended.min() == 500
