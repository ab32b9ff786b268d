"""The answer of the page もしも: all of one change is made before any of it is drawn."""

from dataclasses import dataclass

import streamlit as st

from planning.case import Case
from planning.changed_day import ChangedDay, DayChange
from planning.plan import Plan
from presentation.changed_day_tables import before_after_grid
from presentation.changed_day_words import change_line, street_lines, summary_lines
from presentation.grid import Grid
from ui import session
from ui.components import frame, table


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """Who no longer gets out on one changed day, in words.

    Parameters
    ----------
    change
        What was changed.
    areas
        Of the district, then of the city: name, sentences, table of before and after.
    streets
        What each blocked street means.
    """

    change: str
    areas: tuple[tuple[str, list[str], Grid], ...]
    streets: list[str]

    def draw(self) -> None:
        """Draw who no longer gets out: in the district, and in the whole city, before and after."""
        frame.sentences([self.change], strong=True)
        for room, (name, lines, grid) in zip(st.columns(2), self.areas, strict=True):
            with room:
                st.markdown(f"**{name}**")
                if lines:
                    frame.bullets(lines)
                table.show(grid)
        if self.streets:
            st.markdown(f"**{session.text('export.table.blocked_streets')}**")
            frame.bullets(self.streets)


def answer_of(case: Case, plan: Plan, day: ChangedDay, district_id: str) -> Answer:
    """Return who no longer gets out in a district and in the city, in the reader's words.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.
    district_id
        The district.
    """
    words = session.words()
    areas = tuple(
        (
            words(f"screen.whatif.{name}_people"),
            # Of a day as planned the table says all: there is no before and after to be put in sentences.
            summary_lines(case, plan, day, words, area) if day.change != DayChange() else [],
            before_after_grid(case, plan, day, words, area),
        )
        for name, area in (("district", district_id), ("city", ""))
    )
    streets = street_lines(case, plan, day, words) if day.change.street_ids else []
    return Answer(change_line(case, day.change, words), areas, streets)
