"""Tables of approaches and gates before anybody has left."""

import numpy as np

from evacuation.kernels.queue_state import (
    CLOSES,
    CLOSES_AT,
    FINE,
    GATE,
    INTERVAL_OUT,
    LINK,
    NEVER,
    NEXT_OUT,
    ROOM,
    QueueStreets,
    new_queues,
)  # fmt: skip

STREETS = QueueStreets(
    link_gate=np.array([1, 0, 1, 2]), storage=np.array([5, 6, 7]), interval_in=np.zeros(3, np.int64),
    interval_out=np.array([10, 20, 30, 40]), opens=np.array([-NEVER, -NEVER, -NEVER, 9]),
    closes=np.array([NEVER, 3, NEVER]), home_closes=np.array([8]),
)  # fmt: skip


def test_gates_know_their_links_and_approaches_their_gate() -> None:
    q, g = new_queues(STREETS)
    assert q[:, GATE].tolist() == [1, 0, 1, 2, -1]
    assert g[:, LINK].tolist() == [1, 0, 3]
    assert g[:, LINK + 1].tolist() == [-1, 2, -1]
    assert g[:, ROOM].tolist() == [5, 6, 7]
    assert g[:, CLOSES_AT].tolist() == [NEVER, 3, NEVER]
    assert q[:, INTERVAL_OUT].tolist() == [10, 20, 30, 40, 0]
    assert q[:, CLOSES].tolist() == [NEVER, NEVER, NEVER, NEVER, 8]
    assert q[3, NEXT_OUT] == 9 * FINE


def test_a_row_begins_with_a_line_of_memory() -> None:
    assert [table.ctypes.data % 64 for table in new_queues(STREETS)] == [0, 0]
