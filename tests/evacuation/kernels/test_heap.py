"""The heap gives the least first."""

import heapq

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.kernels.heap import pop, push


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(0, 1 << 40), max_size=40))
def test_the_heap_gives_the_least_first(keys: list[int]):
    heap, size = np.zeros(len(keys) + 1, np.int64), 0
    for key in keys:
        size = push(heap, size, key)
    out = []
    while size:
        top, size = pop(heap, size)
        out.append(int(top))
    assert out == heapq.nsmallest(len(keys), keys)
