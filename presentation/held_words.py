"""What a city does not hold, in words: which question has no answer, and which file would mend it."""

from collections.abc import Iterable

from domain.bundle import City, OrganisationStrength
from domain.held_parts import Part, QuestionState, missing_parts
from presentation.words import Words

#: Parts whose absence changes what the figures of a plan mean.
_PLAN_PARTS = (Part.STREETS, Part.PLACES, Part.SEATS, Part.DISTRICTS)


def question_lines(states: Iterable[QuestionState], words: Words) -> list[str]:
    """Return one line a question: it can be answered, or what is missing for it."""
    lines = []
    for state in states:
        name = words(f"question.{state.question}")
        if state.missing:
            parts = words.listed(words(f"held_part.{part}") for part in state.missing)
            lines.append(words("question_state.missing", question=name, parts=parts))
        else:
            lines.append(words("question_state.answered", question=name))
    return lines


def remedy_lines(parts: Iterable[Part], words: Words) -> list[str]:
    """Return one line a part that is missing: which file brings it in, and how."""
    return [
        words("question_state.remedy", part=words(f"held_part.{part}"), file=words(f"held_file.{part}"))
        for part in parts
    ]


def left_out_lines(city: City, strength: OrganisationStrength, words: Words) -> list[str]:
    """Return what a plan of this city leaves out, and what its figures mean then; empty if nothing.

    Without places nothing further is said of their seats.
    """
    missing = missing_parts(city, strength)
    shown = [part for part in missing if part in _PLAN_PARTS]
    if Part.PLACES in shown and Part.SEATS in shown:
        shown.remove(Part.SEATS)
    return [words(f"left_out.{part}") for part in shown]
