"""A difference lies where both sides allow it, is the opposite the other way round, and nothing of itself."""

import math

from hypothesis import given
from hypothesis import strategies as st

from planning.figures import Figure, change_of

_WHOLE = st.integers(-1000, 1000)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    low, value, high = sorted(float(draw(_WHOLE)) for _ in range(3))
    return Figure(value, low, math.inf if draw(st.booleans()) and value > 0 else high)


def ends(figure: Figure) -> tuple[float, float, float]:
    return figure.low, figure.value, figure.high


def test_a_difference_lies_between_the_ends_that_are_farthest_apart() -> None:
    # 120 (100 to 150) against 200 (190 to 260): at least 190 − 150, at most 260 − 100.
    change = change_of(Figure(120, 100, 150), Figure(200, 190, 260))
    assert ends(change) == (40, 80, 160)
    assert not change.is_exact
    assert change_of(Figure.of(3), Figure.of(5)).is_exact


def test_an_open_end_leaves_the_difference_open() -> None:
    change = change_of(Figure(5, 5, math.inf), Figure.of(7))
    assert ends(change) == (-math.inf, 2, 2)


@given(figures(), figures())
def test_the_other_way_round_the_difference_has_the_opposite_sign(first: Figure, second: Figure) -> None:
    there, back = change_of(first, second), change_of(second, first)
    assert (there.value, there.low, there.high) == (-back.value, -back.high, -back.low)


@given(figures(), figures(), st.randoms(use_true_random=False))
def test_every_pair_of_true_values_has_its_difference_between_the_ends(first, second, random) -> None:
    def true(figure: Figure) -> float:
        return random.uniform(figure.low, figure.low + 10 if math.isinf(figure.high) else figure.high)

    change = change_of(first, second)
    assert change.low - 1e-9 <= true(second) - true(first) <= change.high + 1e-9


@given(figures())
def test_a_case_and_itself_differ_by_nothing_whatever_is_not_known(figure: Figure) -> None:
    assert ends(change_of(figure, figure, same=True)) == (0, 0, 0)


def test_without_a_number_on_one_side_there_is_no_difference() -> None:
    none = Figure.none("withheld")
    assert not none.is_known
    assert none.state == "withheld"
    for pair in ((none, Figure.of(1)), (Figure.of(1), none), (none, none)):
        assert not change_of(*pair).is_known
        assert not change_of(*pair, same=True).is_known
