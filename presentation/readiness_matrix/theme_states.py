"""What a theme of an area is, in words and signs: one answer for screen, papers, files and comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from domain.vocabulary import Band, Outcome, ReadinessBand, ReadinessTheme
from presentation.readiness_matrix.gap_words import gap_of, gap_words
from presentation.styles.readiness import BANDS, BandLook
from presentation.words import Words
from readiness.themes import Severity, gaps_unknown, severities

_LOOKS: Mapping[Severity, BandLook] = {
    Severity.IN_DANGER: BANDS[ReadinessBand.SERIOUS],
    Severity.BELOW: BANDS[ReadinessBand.PROBLEM],
    Severity.PERHAPS_BELOW: BANDS[ReadinessBand.UNDETERMINED],
    Severity.UNKNOWN: BANDS[ReadinessBand.NOT_SURVEYED],
    Severity.NEAR: BANDS[ReadinessBand.MOSTLY],
    Severity.ON_TARGET: BANDS[ReadinessBand.SUFFICIENT],
    Severity.NOT_CONCERNED: BANDS[ReadinessBand.NOT_CONCERNED],
}
_WORDS: Mapping[Severity, str] = {
    Severity.IN_DANGER: "matrix.in_danger_any",
    Severity.BELOW: f"band.{Band.BELOW_TARGET}",
    Severity.PERHAPS_BELOW: "matrix.perhaps",
    Severity.UNKNOWN: f"readiness_band.{ReadinessBand.NOT_SURVEYED}",
    Severity.NEAR: f"band.{Band.NEAR_TARGET}",
    Severity.ON_TARGET: f"band.{Band.ON_TARGET}",
    Severity.NOT_CONCERNED: f"band.{Band.NOT_CONCERNED}",
}


#: Most urgent, for it hides everybody; but of nobody is it known that he is in danger by it.
_WAY_UNKNOWN = f"unserved_{Outcome.WAY_UNKNOWN}"


@dataclass(frozen=True, slots=True)
class ThemeState:
    """What one theme of one area is.

    Parameters
    ----------
    name
        What it is, in words; people in danger are told apart by why they are.
    gap
        The gap that decides it; empty where it has none.
    look
        Sign, colour and pattern: those of the band that says as much.
    """

    name: str
    gap: str
    look: BandLook


def theme_states(themes: pd.DataFrame, words: Words, *, rounded: bool) -> list[ThemeState]:
    """Return what each theme is, in the order of the rows.

    Parameters
    ----------
    themes
        Themes of a ``BandReport``.
    words, rounded
        Words of the reader; whether numbers of people are rounded.
    """
    found = []
    marks = zip(severities(themes), gaps_unknown(themes), strict=True)
    for row, (number, is_unknown) in zip(themes.to_dict(orient="records"), marks, strict=True):
        state = Severity(int(number))
        if state is Severity.IN_DANGER and row["indicator"] == _WAY_UNKNOWN:
            state = Severity.PERHAPS_BELOW
        gap = ""
        if state not in {Severity.NOT_CONCERNED, Severity.ON_TARGET}:
            found_gap = gap_of(row, "indicator", "amount_persons", is_unknown=bool(is_unknown))
            gap = gap_words(found_gap, words, rounded=rounded)
        found.append(ThemeState(words(_name(str(row["theme"]), state)), gap, _LOOKS[state]))
    return found


def theme_legend(words: Words) -> tuple[tuple[BandLook, str], ...]:
    """Return every look that a theme can have, with what it says."""
    return tuple((look, words(_WORDS[state])) for state, look in _LOOKS.items())


def _name(theme: str, state: Severity) -> str:
    if state is not Severity.IN_DANGER:
        return _WORDS[state]
    return "matrix.in_danger_leaving" if theme == ReadinessTheme.LEAVING else "matrix.in_danger"
