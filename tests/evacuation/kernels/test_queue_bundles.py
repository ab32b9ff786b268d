"""People who walk, by the tick at which they end their link, in the order in which they set out."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evacuation.kernels.queue_bundles import (
    BUNDLE,
    COUNT,
    FIRST_OF_BUNDLE,
    NEXT,
    _set_out,
    new_bundles,
    note_walking,
)
from evacuation.kernels.queue_state import AT, READY, SPARE, WALKING


def _listed(bundles, rings, place: int) -> list[tuple[int, int]]:
    """Return people and positions of a place, bundle after bundle."""
    found, bundle = [], int(rings[WALKING, place])
    while bundle >= 0:
        held = bundles[bundle, FIRST_OF_BUNDLE : FIRST_OF_BUNDLE + 2 * bundles[bundle, COUNT]]
        found += zip(*(held.reshape(-1, 2).T.tolist()), strict=True)
        bundle = int(bundles[bundle, NEXT])
    return found


@given(st.lists(st.integers(0, 3), max_size=60))
def test_people_end_their_links_in_the_order_in_which_they_set_out(places: list[int]) -> None:
    # Room for the worst case and no more: every place with one bundle that is not full.
    bundles, rings, sizes = new_bundles(len(places), 4), np.full((5, 4), -1, np.int64), np.zeros(13, np.int64)
    for person, place in enumerate(places):
        _set_out.py_func(bundles, rings, sizes, place, person, 100 + person)
    for place in range(4):
        expected = [(i, 100 + i) for i, other in enumerate(places) if other == place]
        assert _listed(bundles, rings, place) == expected
    assert 0 <= sizes[SPARE] < len(bundles)


def test_a_full_bundle_is_followed_by_one_to_spare_and_begins_a_line_of_memory() -> None:
    bundles, rings, sizes = new_bundles(20, 4), np.full((5, 4), -1, np.int64), np.zeros(13, np.int64)
    assert bundles.ctypes.data % 64 == 0
    for person in range(BUNDLE + 1):
        _set_out.py_func(bundles, rings, sizes, 2, person, 0)
    assert bundles[:2, COUNT].tolist() == [BUNDLE, 1]
    assert (bundles[0, NEXT], bundles[1, NEXT], sizes[SPARE]) == (1, -1, 2)


def test_who_still_walks_is_noted_with_the_tick_at_which_he_ends_his_link() -> None:
    bundles, rings, sizes = new_bundles(9, 8), np.full((5, 8), -1, np.int64), np.zeros(13, np.int64)
    walkers = np.full((9, 3), -1, np.int32)
    for person, ready in ((4, 21), (1, 26), (7, 21)):
        _set_out.py_func(bundles, rings, sizes, ready % 8, person, 50 + person)
    note_walking(walkers, bundles, rings, 20)
    assert walkers[:, READY].tolist() == [-1, 26, -1, -1, 21, -1, -1, 21, -1]
    assert walkers[[1, 4, 7], AT].tolist() == [51, 54, 57]
