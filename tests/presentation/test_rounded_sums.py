"""Rounded parts add up to the rounded sum."""

from hypothesis import given
from hypothesis import strategies as st

from presentation.rounded_sums import nearest_ten, rounded_parts

_PARTS = st.lists(st.integers(0, 100_000), min_size=1, max_size=8)


def test_the_largest_remainders_go_up() -> None:
    # 14 + 14 + 14 = 42, in tens 40: 10 + 10 + 10 are 30, the first of the equal remainders goes up.
    assert rounded_parts([14, 14, 14]) == [20, 10, 10]
    assert rounded_parts([16, 23]) == [20, 20]
    assert rounded_parts([0, 5]) == [0, 10]
    assert rounded_parts([0, 4]) == [0, 0]
    assert [nearest_ten(count) for count in (4, 5, 15, 104)] == [0, 10, 20, 100]


@given(_PARTS)
def test_parts_add_up_and_none_moves_by_ten(parts: list[int]) -> None:
    shown = rounded_parts(parts)
    assert sum(shown) == nearest_ten(sum(parts))
    assert all(abs(one - part) < 10 and one % 10 == 0 for one, part in zip(shown, parts, strict=True))
    assert all(one == 0 for one, part in zip(shown, parts, strict=True) if part == 0)
