"""A figure on both sides and its difference, in words.

The difference is that of the two numbers that are shown, so that a reader finds the same one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.scenario import HazardScenario
from planning.comparison import Compared
from planning.figures import Figure, change_of
from presentation.words import SMALL_COUNT, Words

_TEN = 10.0


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Cells of A, of B and of the difference."""

    first: str
    second: str
    difference: str


def people_words(row: Compared, shown: tuple[int, int], words: Words, *, rounded: bool) -> FigureWords:
    """Return numbers of people.

    Parameters
    ----------
    row
        The figures.
    shown
        The numbers that stand for both values (``presentation.plan_change.shown_sums``).
    words
        Words of the reader.
    rounded
        Whether the figures rest on model data: in tens, ends away from each other.
    """
    told = [
        _in_tens(figure, value) if rounded and figure.is_known else figure
        for figure, value in zip((row.first, row.second), shown, strict=True)
    ]
    change = change_of(told[0], told[1], same=row.is_same)
    said = _people(words, rounded=rounded)
    cells = [
        _few(words) if rounded and _is_few(figure) else _with_ends(one, words, said)
        for one, figure in zip(told, (row.first, row.second), strict=True)
    ]
    difference = _difference(row, change, words, said)
    if change.is_known and change.is_exact and change.value == 0 != row.change.value:
        difference = words("compare.small_change")  # a rounded zero would deny it
    return FigureWords(cells[0], cells[1], difference)


def number_words(row: Compared, factor: float, unit: str, words: Words, *, digits: int) -> FigureWords:
    """Return numbers with a unit; each is the figure times a factor, to so many digits.

    Parameters
    ----------
    row
        The figures.
    factor
        What a unit of the figure is in the unit that is shown.
    unit
        Words of the unit.
    words
        Words of the reader.
    digits
        Digits behind the point.
    """

    def scaled(figure: Figure, by: float) -> Figure:
        value, low, high = (round(end * by, digits) for end in (figure.value, figure.low, figure.high))
        return replace(figure, value=value, low=low, high=high)

    def said(value: float) -> str:
        return f"{value:,.10g} {unit}".strip()

    first, second = scaled(row.first, factor), scaled(row.second, factor)
    # Rounded once more: 46.7 − 33.3 is not 13.4 in binary.
    change = scaled(change_of(first, second, same=row.is_same), 1.0)
    return FigureWords(
        _with_ends(first, words, said),
        _with_ends(second, words, said),
        _difference(row, change, words, said),
    )


def moment_words(
    row: Compared, scenarios: tuple[HazardScenario, HazardScenario], words: Words, *, is_limit: bool
) -> FigureWords:
    """Return moments on the clocks of both scenarios, and how many whole minutes lie between them."""
    say = words.limit if is_limit else words.clock
    cells = [
        say(figure.value, scenario) if figure.is_known else state_words(figure.state, words)
        for figure, scenario in zip((row.first, row.second), scenarios, strict=True)
    ]
    return FigureWords(cells[0], cells[1], _minutes_between(row, math.floor, words))


def span_words(row: Compared, words: Words) -> FigureWords:
    """Return spans of time that are left, in whole minutes, rounded towards less time."""
    cells = [
        words.minutes(figure.value) if figure.is_known else state_words(figure.state, words)
        for figure in (row.first, row.second)
    ]
    return FigureWords(cells[0], cells[1], _minutes_between(row, math.floor, words))


def level_words(row: Compared, first: str, second: str, words: Words) -> FigureWords:
    """Return two bands as they are called, and whether the second is better."""
    change = row.change
    if not change.is_known:
        difference = _difference(row, change, words, str)
    elif change.low == change.high == 0:
        difference = words("compare.level.same")
    elif change.high < 0:
        difference = words("compare.level.better")
    elif change.low > 0:
        difference = words("compare.level.worse")
    else:
        difference = words("compare.level.open")
    return FigureWords(first, second, difference)


def state_words(state: str, words: Words) -> str:
    """Return why there is no number, or what stands beside one."""
    return words(f"compare.state.{state}")


def _minutes_between(row: Compared, whole: Callable[[float], int], words: Words) -> str:
    first, second = (
        Figure.of(float(whole(round(one.value / 60, 9)))) if one.is_known else one
        for one in (row.first, row.second)
    )
    change = row.change if row.change.state else change_of(first, second, same=row.is_same)
    return _difference(row, change, words, lambda minutes: words("screen.minutes", count=f"{minutes:,.0f}"))


def _in_tens(figure: Figure, shown: int) -> Figure:
    if figure.is_exact:
        return replace(figure, value=float(shown), low=float(shown), high=float(shown))
    low, high = _TEN * math.floor(figure.low / _TEN), figure.high
    if math.isfinite(high):
        high = _TEN * math.ceil(high / _TEN)
    return replace(figure, value=float(shown), low=low, high=high)


def _is_few(figure: Figure) -> bool:
    return figure.state == "small" or (figure.is_exact and 0 < figure.value < SMALL_COUNT)


def _few(words: Words) -> str:
    return words("screen.fewer_than_bare", count=SMALL_COUNT)


def _people(words: Words, *, rounded: bool) -> Callable[[float], str]:
    def said(count: float) -> str:
        text = f"{count:,.0f}"
        return words("screen.about_bare", count=text) if rounded and count else text

    return said


def _with_ends(figure: Figure, words: Words, said: Callable[[float], str]) -> str:
    """Return a value, and both ends where they are not the value."""
    if not figure.is_known:
        return state_words(figure.state, words)
    if figure.is_exact:
        return said(figure.value)
    return words("compare.with_ends", value=said(figure.value), ends=_ends(figure, words, said))


def _difference(row: Compared, change: Figure, words: Words, said: Callable[[float], str]) -> str:
    if change.state:
        return state_words(change.state, words)
    if not change.is_known:
        return words("export.none") if row.is_same else words("compare.no_difference")

    def signed(value: float) -> str:
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + said(abs(value))

    if change.is_exact:
        return signed(change.value)
    return words("compare.with_ends", value=signed(change.value), ends=_ends(change, words, signed))


def _ends(figure: Figure, words: Words, said: Callable[[float], str]) -> str:
    low_open, high_open = math.isinf(figure.low), math.isinf(figure.high)
    if low_open and high_open:
        return words("compare.ends_open")
    if high_open:
        return words("compare.end_from", low=said(figure.low))
    if low_open:
        return words("compare.end_to", high=said(figure.high))
    return words("compare.ends", low=said(figure.low), high=said(figure.high))
