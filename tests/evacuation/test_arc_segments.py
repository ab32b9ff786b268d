"""Latest departures over streets that are shut and open again, held against tick after tick."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.arc_segments import ArcSegments
from evacuation.clock import CLOSED, HORIZON, UNREACHED
from evacuation.closed_arcs import with_closed
from evacuation.kernels.search import read_labels
from evacuation.measures import measure_arcs
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import decode_cost, decode_walk
from evacuation.windows import StreetWindows, arc_segments
from tests.evacuation.small_networks import small_network, small_networks

#: Ticks of the slow clock; nothing happens after its last events at 80.
END = 100
#: The line 0 - 1 - 2 - 3, each street 10 ticks long; arcs by tail: 0>1, 1>0, 1>2, 2>1, 2>3, 3>2.
LINE = small_network(4, [(0, 1), (1, 2), (2, 3)])
ALWAYS = np.inf


def windows_of(rows, n_nodes: int, wait_s=ALWAYS) -> StreetWindows:
    """Windows of ``(street, from, until)`` in ticks; people may wait everywhere until a time."""
    street, begin, end = (np.array([row[k] for row in rows], np.float64) for k in range(3))
    return StreetWindows(street.astype(np.int64), begin / 10, end / 10, np.full(n_nodes, wait_s))


def segments_of(network, ticks, closes, windows, *, reserve=0.0) -> ArcSegments | None:
    """Segments where streets close for good at ``closes`` [ticks]."""
    closes_s = np.asarray(closes, np.float64) / 10
    return arc_segments(
        network, ticks, closes_s, windows.still_to_come(-np.inf, closes_s),
        closed=np.zeros(network.n_arcs, np.bool_), reserve_s=reserve,
    )  # fmt: skip


def latest(network, ticks, closes, segments, destination, last, *, closed=()):
    """Latest departure of each node to be at the destination by ``last``; END or more for no limit."""
    searching = Searching(network)
    release = np.array([0 if c >= END else CLOSED if c < 0 else HORIZON - int(c) for c in closes], np.int64)
    again = np.zeros(0, np.int64) if segments is None else segments.again()
    ends = EndNodes(
        np.array([destination]), np.array([0]), np.array([0 if last is None else HORIZON - last], np.int64)
    )
    graph = searching.graph_for(ends, again)
    barred = np.zeros(network.n_arcs, np.bool_)
    measure = measure_arcs(graph, ticks, release[network.arc_street], barred, segments)
    if len(closed):
        measure = with_closed(measure, np.array(closed))
    searching.label(measure, ends, Limits(), by_latest=True)
    cost, walk, arc = read_labels(searching.labels, graph.number, True)
    return HORIZON - decode_cost(cost), decode_walk(walk), arc


def by_the_clock(network, ticks, closes, rows, destination, last):
    """Whether safety is reached by who stands at each node at each tick: (nodes, END + 1), from the end
    back."""
    shut = np.zeros((network.n_arcs, END + 60), np.bool_)
    for street, begin, end in [*rows, *((i, c, np.inf) for i, c in enumerate(closes))]:
        times = np.arange(shut.shape[1])
        shut[network.arc_street == street] |= (times >= begin) & (times < end)
    tail, head = network.arc_tail(), network.arc_head
    alive = np.zeros((network.n_nodes, END + 1), np.bool_)
    # After the last event all stays as it is: who is connected gets there at any time.
    alive[destination, :] = np.arange(END + 1) <= (END if last is None else last)
    for _ in range(network.n_nodes):
        for a in range(network.n_arcs):
            alive[tail[a], END] |= not shut[a, END] and alive[head[a], END]
    for t in range(END - 1, -1, -1):
        for _ in range(network.n_nodes if (ticks == 0).any() else 1):
            alive[:, t] |= alive[:, t + 1]
            for a in range(network.n_arcs):
                w = int(ticks[a])
                if not shut[a, t : t + w].any():
                    alive[tail[a], t] |= alive[head[a], min(t + w, END)]
    return alive


@settings(deadline=None, max_examples=25)
@given(small_networks(), st.data(), st.sampled_from([None, 30, 60]))
def test_every_latest_departure_is_that_of_the_slow_clock(arrays, data, last):
    network, ticks, _, _ = arrays
    streets = network.street_id.size
    one = st.sampled_from([np.inf, np.inf, -1.0, 20.0, 40.0, 80.0])
    closes = np.array(data.draw(st.lists(one, min_size=streets, max_size=streets)))
    window = st.tuples(st.integers(0, streets - 1), st.sampled_from([-np.inf, 5, 20, 35]), st.integers(1, 25))
    drawn = data.draw(st.lists(window, min_size=1, max_size=4))
    rows = [(i, begin, max(begin, 0) + length) for i, begin, length in drawn]
    destination = data.draw(st.integers(0, network.n_nodes - 1))
    segments = segments_of(network, ticks, closes, windows_of(rows, network.n_nodes))
    first = closes.copy()
    for street, begin, end in rows:
        # What does not open before it closes for good closes with its first window.
        if end >= closes[street]:
            first[street] = min(first[street], begin)
    found, walk, _ = latest(network, ticks, first, segments, destination, last)
    alive = by_the_clock(network, ticks, closes, rows, destination, last)
    for node in range(network.n_nodes):
        times = np.flatnonzero(alive[node])
        if walk[node] >= UNREACHED or found[node] < 0:
            assert not times.size
        else:
            assert times.max(initial=-1) == min(found[node], END)
            assert alive[node, : min(found[node], END) + 1].all()


def test_who_is_through_as_it_shuts_and_who_sets_out_as_it_opens_gets_through():
    # The middle street is shut from 40 to 60. Safe by 90: the last leaves 0 at 70, who waits until 60 at
    # node 1.
    ticks, never = np.full(6, 10), np.full(3, np.inf)
    segments = segments_of(LINE, ticks, never, windows_of([(1, 40, 60)], 4))
    assert latest(LINE, ticks, never, segments, 3, 90)[0].tolist() == [60, 70, 80, 90]
    # Safe by 80: who sets out on it at 60 is just in time; by 79 one has to be through by 40.
    assert latest(LINE, ticks, never, segments, 3, 80)[0].tolist() == [50, 60, 70, 80]
    assert latest(LINE, ticks, never, segments, 3, 79)[0].tolist() == [20, 30, 69, 79]


def test_an_arc_that_is_closed_besides_is_closed_in_each_segment():
    ticks, never = np.full(6, 10), np.full(3, np.inf)
    segments = segments_of(LINE, ticks, never, windows_of([(1, 40, 60)], 4))
    cost = latest(LINE, ticks, never, segments, 3, 90, closed=[2])[1].tolist()
    assert cost[:2] == [UNREACHED, UNREACHED]
    assert cost[2:] == [10, 0]
    shut = segments.with_closed(np.array([False, False, True, False, False, False]))
    assert shut.is_closed().tolist() == [True, True, False, False]


def test_who_comes_to_a_shut_street_waits_until_it_opens():
    ticks, never = np.full(6, 10), np.full(3, np.inf)
    segments = segments_of(LINE, ticks, never, windows_of([(1, 40, 60)], 4))
    assert segments.arrival(2, 30) == (40, 0)
    assert segments.arrival(2, 31) == (70, 29)
    assert segments.arrival(2, 60) == (70, 0)
    last = segments_of(LINE, ticks, [np.inf, 90, np.inf], windows_of([(1, 40, 60)], 4))
    assert last.arrival(2, 80) == (90, 0)
    assert last.arrival(2, 81) == (UNREACHED, 0)


def test_a_segment_shorter_than_the_walk_is_closed():
    segments = ArcSegments(*(np.array([v]) for v in (0, 10, HORIZON - 29, HORIZON - 20)))
    assert segments.is_closed().tolist() == [True]
    assert replace(segments, release=np.array([HORIZON - 30])).is_closed().tolist() == [False]
