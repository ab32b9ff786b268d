"""Meetings that were walked before are not walked again, and nothing of the answer changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation import crowd_walk
from evacuation.crowd_memory import CrowdMemory
from tests.evacuation.queue_sample import Sample, towns
from tests.evacuation.test_crowd_parts import same


@settings(max_examples=30, deadline=None)
@given(towns(), towns(), towns(), st.booleans())
def test_whoever_meets_the_same_people_fares_the_same(
    first: Sample, second: Sample, new: Sample, moved: bool
):
    second.stall = new.stall = first.stall
    memory = CrowdMemory()
    before, after = first.beside(second), (new.beside(first) if moved else first.beside(new))
    for town in (before, before, after, before):
        assert same(town.walk(bin_ticks=7, memory=memory), town.walk(bin_ticks=7))


def _two_towns(later: int = 0) -> Sample:
    sample = Sample()
    for leave in (0, later):
        home, street = sample.home(), sample.piece(3, 1.0)
        sample.people(9, [street], [10], home=home, leave=leave)
    return sample


def test_only_meetings_that_are_not_known_are_walked(monkeypatch: pytest.MonkeyPatch):
    memory, walked = CrowdMemory(), []
    walk_parts = crowd_walk.walk_parts

    def told(town, parts, *others):
        walked.append([one for part in parts for one in part.tolist()])
        return walk_parts(town, parts, *others)

    monkeypatch.setattr(crowd_walk, "walk_parts", told)
    for later in (0, 0, 5):
        _two_towns(later).walk(memory=memory)
    closed = _two_towns()
    closed.closes[0] = 30
    closed.walk(memory=memory)
    assert walked == [[0, 1], [], [1], [0]]


def test_what_was_used_longest_ago_makes_room():
    memory = CrowdMemory(most_persons=20)
    for later in (0, 5, 0):
        _two_towns(later).walk(memory=memory)
    assert len(memory) == 2
    one = CrowdMemory(most_persons=1)
    _two_towns().walk(memory=one)
    assert len(one) == 1
