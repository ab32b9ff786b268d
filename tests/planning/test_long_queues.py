"""Queues that are told one by one, and those that are told together."""

import pandas as pd

from planning.long_queues import QueueCounts, is_long_queue, queue_counts


def test_a_minute_or_ten_people_make_a_queue_that_is_told():
    streets = pd.DataFrame({
        "longest_wait_s": [59.9, 60.0, 5.0, 0.0], "most_waiting": [9, 1, 10, 0],
        "waited_person_s": [300.0, 60.0, 40.0, 0.0], "caught_persons": [0, 0, 0, 3],
    })  # fmt: skip
    assert is_long_queue(streets).tolist() == [False, True, True, False]
    # The street where people are only caught has no queue.
    assert queue_counts(streets) == QueueCounts(2, 1, 300.0)
    assert queue_counts(streets.iloc[:0]) == QueueCounts(0, 0, 0.0)
