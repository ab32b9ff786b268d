"""People who cannot meet: walked apart they fare as they do in one walk of everybody."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation import crowd_parts
from evacuation.crowd_parts import halves
from evacuation.crowd_walk import WalkedCrowd
from tests.evacuation.queue_sample import Sample, towns


def same(one: WalkedCrowd, other: WalkedCrowd) -> bool:
    """Whether two walks say the same."""
    return all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in WalkedCrowd.__dataclass_fields__
    )


@settings(max_examples=30, deadline=None)
@given(towns(), towns(), st.sampled_from([1, 7]))
def test_two_towns_walked_at_once_are_each_as_if_it_were_alone(first: Sample, second: Sample, bin_ticks: int):
    second.stall = first.stall
    both = first.beside(second)
    with pytest.MonkeyPatch.context() as patched:
        together = both.walk(bin_ticks=bin_ticks)
        patched.setattr(crowd_parts, "_WORTH", 0)
        assert same(both.walk(bin_ticks=bin_ticks), together)
    one, other = first.walk(bin_ticks=bin_ticks), second.walk(bin_ticks=bin_ticks)
    for name in ("outcome", "ended", "waited", "shut_waited", "stood"):
        assert getattr(together, name).tolist() == [*getattr(one, name), *getattr(other, name)]
    links, homes = (2 * len(first.storage), 2 * len(second.storage)), len(first.home_closes)
    for name in ("queue_waited", "queue_longest", "queue_most"):
        a, b = getattr(one, name), getattr(other, name)
        parts = (a[: links[0]], b[: links[1]], a[links[0] :], b[links[1] :])
        assert getattr(together, name).tolist() == np.concatenate(parts).tolist()
    assert together.turns.tolist() == [*one.turns, *other.turns]
    assert together.moves == one.moves + other.moves
    # Queues over time: by time, then by approach, homes after the links of both.
    a, b = one.noted.copy(), other.noted.copy()
    a[a[:, 1] >= links[0], 1] += links[1]
    b[:, 1] += np.where(b[:, 1] >= links[1], links[0] + homes, links[0])
    noted = np.concatenate([a, b])
    assert together.noted.tolist() == noted[np.lexsort((noted[:, 1], noted[:, 0]))].tolist()


def test_work_is_shared_out_evenly_where_that_is_worth_it(monkeypatch: pytest.MonkeyPatch):
    meeting, work = np.array([4, 4, 9, 7, 2]), np.array([3, 3, 4, 1, 1])
    assert [part.tolist() for part in halves(meeting, work)] == [[2, 4, 7, 9]]
    monkeypatch.setattr(crowd_parts, "_WORTH", 0)
    assert [part.tolist() for part in halves(meeting, work)] == [[4], [2, 7, 9]]
    assert [part.tolist() for part in halves(np.array([5, 5]), np.array([1, 1]))] == [[5]]


def test_what_ends_the_walk_ends_it_in_every_thread(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crowd_parts, "_WORTH", 0)
    sample = Sample()
    for _ in range(2):
        sample.home()
        street = sample.piece(1, 0.01)
        sample.people(50, [street], [10], home=len(sample.home_closes) - 1)

    class GivenUpError(Exception):
        pass

    here, asked = threading.get_ident(), []

    def going_on() -> None:
        asked.append(threading.get_ident())
        if len(asked) > 2:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        sample.walk(bin_ticks=1, going_on=going_on)
    # Only the thread that began is asked: it alone knows who waits for the answer.
    assert set(asked) == {here}
    assert not [one for one in threading.enumerate() if one.name.startswith("ThreadPool")]
