"""A figure on both sides and its difference, in words.

Numbers of people are those of every other page, and their difference is that of the exact numbers.
Elsewhere the difference is that of the two numbers that are shown, so that a reader finds the same one.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from domain.scenario import HazardScenario
from planning.comparison import Compared
from planning.figures import Figure, change_of
from presentation.words import SMALL_COUNT, Words


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Cells of A, of B and of the difference."""

    first: str
    second: str
    difference: str


def people_words(row: Compared, words: Words, *, rounded: bool) -> FigureWords:
    """Return numbers of people.

    Parameters
    ----------
    row
        The figures.
    words
        Words of the reader.
    rounded
        Whether the figures rest on model data: rounded as on every other page.
    """
    said = partial(words.people_cell, rounded=rounded)
    first, second = (
        words("screen.fewer_than_bare", count=SMALL_COUNT)
        if figure.state == "small"
        else with_ends(figure, words, said)
        for figure in (row.first, row.second)
    )
    difference = _difference(row, row.change, words, partial(words.people_change, rounded=rounded))
    return FigureWords(first, second, difference)


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
        with_ends(first, words, said),
        with_ends(second, words, said),
        _difference(row, change, words, _signed(said)),
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
    minutes = _signed(lambda count: words("screen.minutes", count=f"{count:,.0f}"))
    return _difference(row, change, words, minutes)


def with_ends(figure: Figure, words: Words, said: Callable[[float], str]) -> str:
    """Return a value, and both ends where they are not the value.

    Parameters
    ----------
    figure
        The value with its ends.
    words
        Words of the reader.
    said
        How a number is said.
    """
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
    return with_ends(change, words, said)


def _signed(said: Callable[[float], str]) -> Callable[[float], str]:
    """Return words of a difference, with its sign."""
    return lambda value: ("+" if value > 0 else "−" if value < 0 else "") + said(abs(value))


def _ends(figure: Figure, words: Words, said: Callable[[float], str]) -> str:
    low_open, high_open = math.isinf(figure.low), math.isinf(figure.high)
    if low_open and high_open:
        return words("compare.ends_open")
    if high_open:
        return words("compare.end_from", low=said(figure.low))
    if low_open:
        return words("compare.end_to", high=said(figure.high))
    return words("compare.ends", low=said(figure.low), high=said(figure.high))
