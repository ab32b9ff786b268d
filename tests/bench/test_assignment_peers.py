"""Others find the same least cost of an assignment; one that is not installed is told and passed over."""

import numpy as np
import pytest

from bench import assignment_job, lemon_peer, peers
from bench.assignment_job import flow_problem, question
from bench.assignment_peers import by_highs, by_lemon, by_ortools, by_pot
from evacuation.assignment import assign_people


@pytest.mark.parametrize("percent", [150, 102, 60])
@pytest.mark.parametrize("peer", [by_ortools, by_pot, by_highs, by_lemon])
def test_each_finds_the_cost_of_ours(peer, percent) -> None:
    if peer is by_pot:
        # 175 MB, not among what the tests need: `make bench` installs it and compares whole cities.
        pytest.importorskip("ot")
    if peer is by_lemon and peers.without(["lemon"]):
        pytest.skip("needs g++ and liblemon-dev, as the tests do not")
    random = np.random.default_rng(percent)
    walk, persons = random.integers(1, 20_000, (40, 9)), random.integers(1, 30, 40)
    asked = question(walk, persons, percent)
    found = assign_people(*asked, minutes_decide=True)
    cost = peer(flow_problem(*asked))
    assert (cost[0] if peer is by_lemon else cost) == found.cost
    # With too few seats somebody has none, which others must not hide behind a pair that is not allowed.
    assert (found.destination < 0).any() == (percent < 100)


def test_a_peer_that_is_missing_is_told(monkeypatch) -> None:
    monkeypatch.setattr(peers, "MODULES", {"pot": "no_such_module", "highs": "scipy"})
    assert peers.without(["ortools", "pot", "highs"]) == ("pot",)
    lemon_peer.lemon_program.cache_clear()
    monkeypatch.setattr(lemon_peer, "_SOURCE", "no-such-file.cpp")
    assert peers.without(["lemon"]) == ("lemon",)
    lemon_peer.lemon_program.cache_clear()


@pytest.mark.parametrize("wrong", [None, "ortools", "highs"])
def test_one_answer_that_differs_is_enough(monkeypatch, wrong) -> None:
    monkeypatch.setattr(peers, "MODULES", {"pot": "no_such_module"})
    monkeypatch.setattr(peers, "lemon_program", lambda: None)
    if wrong:
        monkeypatch.setattr(assignment_job, f"by_{wrong}", lambda _: 1)
    random = np.random.default_rng(1)
    town = type("Town", (), {"name": "town"})
    line = assignment_job._measure(
        town, random.integers(1, 900, (12, 4)), random.integers(1, 9, 12), "tight", 102
    )
    assert line.equal == (wrong is None)
    assert set(line.seconds) == {"sonae", "ortools", "highs"}
    assert " · lemon not installed · pot not installed · answers " in line.line().lower()
