"""A chain measured as one arc."""

import numpy as np
import pytest

from evacuation.clock import CLOSED, HORIZON
from evacuation.kernels.measure import CLOSED_TICKS, NO_BAR
from evacuation.measures import measure_arcs
from evacuation.search_graph import search_graph
from evacuation.short_clock import LONGEST_WALK, SHORT_HORIZON
from tests.evacuation.small_networks import small_network

#: The chain 0 - 1 - 2 - 3 between core nodes 0 and 3, which a street joins, too; 4 hangs on 0.
NETWORK = small_network(5, [(0, 1), (1, 2), (2, 3), (0, 3), (0, 4)], places=[0, 3])
ARC = {(int(u), int(v)): i for i, (u, v) in enumerate(zip(NETWORK.arc_tail(), NETWORK.arc_head, strict=True))}


def _row(begin: int, end: int, *, ticks=None, closes=None, barred=()):
    """Time, release and bar of the chain from one end to the other."""
    times, release = np.full(NETWORK.n_arcs, 10), np.zeros(NETWORK.n_arcs, np.int64)
    for pair, value in (ticks or {}).items():
        times[ARC[pair]] = value
    for pair, value in (closes or {}).items():
        release[ARC[pair]] = CLOSED if value < 0 else HORIZON - value
    bars = np.zeros(NETWORK.n_arcs, np.bool_)
    bars[[ARC[pair] for pair in barred]] = True
    graph = search_graph(NETWORK)
    measure = measure_arcs(graph, times, release, bars)
    lead = np.repeat(np.arange(graph.n_core), np.diff(graph.start))
    tail = np.where(measure.rows[:, 0] < 0, ~measure.rows[:, 0], measure.rows[:, 0])
    assert (tail == graph.tail).all()
    ((r,),) = np.nonzero((graph.chain[:, 0] >= 0) & (graph.node[tail] == begin) & (graph.node[lead] == end))
    (code, time, first), (keep, bar, _) = measure.rows[r].tolist(), measure.special[r].tolist()
    assert (code < 0) == (keep > 0 or bar > NO_BAR)
    assert first == ARC[begin, 1 if begin == 0 else 2]
    return time, keep, bar


@pytest.mark.parametrize(("begin", "end", "time"), [(0, 3, 60), (3, 0, 15)])
def test_times_add_up_each_way(begin, end, time):
    ticks = {(0, 1): 10, (1, 2): 20, (2, 3): 30, (3, 2): 4, (2, 1): 5, (1, 0): 6}
    assert _row(begin, end, ticks=ticks) == (time, 0, NO_BAR)


def test_the_closing_that_must_be_kept_first_counts():
    # Walked in 10 + 10 + 10: who has to be through 1>2 by tick 100 is at 3 by 110; 2>3 closes at 105.
    assert _row(0, 3, closes={(1, 2): 100, (2, 3): 105})[1] == SHORT_HORIZON - 105
    assert _row(0, 3, closes={(1, 2): 90, (2, 3): 105})[1] == SHORT_HORIZON - 100
    assert _row(0, 3, closes={(0, 1): 70})[1] == SHORT_HORIZON - 90
    # Against it nothing closes.
    assert _row(3, 0, closes={(1, 2): 100})[1] == 0


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 3)])
def test_what_is_closed_from_the_start_closes_the_chain(pair):
    assert _row(0, 3, closes={pair: -1})[0] == CLOSED_TICKS
    assert _row(3, 0, closes={pair: -1})[0] == 30


@pytest.mark.parametrize(("pair", "bar"), [((0, 1), 30), ((1, 2), 20), ((2, 3), 10)])
def test_a_bar_counts_from_where_the_barred_arc_begins(pair, bar):
    assert _row(0, 3, barred=[pair])[2] == bar
    assert _row(0, 3, barred=[pair, (2, 3)])[2] == bar
    assert _row(3, 0, barred=[pair])[2] == NO_BAR


def test_what_closes_too_late_to_be_told_is_refused():
    _row(0, 3, closes={(1, 2): LONGEST_WALK})
    with pytest.raises(OverflowError):
        _row(0, 3, closes={(1, 2): LONGEST_WALK + 1})
