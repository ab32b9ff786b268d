"""What a city does not hold, in words: which question has no answer, and which file would mend it."""

from collections.abc import Iterable, Sequence

from domain.bundle import City, OrganisationStrength
from domain.held_parts import Part, QuestionState, missing_parts
from presentation.grid import Grid
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


def missing_sentence(city: City, words: Words) -> str:
    """Return what keeps a city from any plan, as one sentence."""
    parts = [
        *([Part.BLOCKS] if city.blocks.empty else []),
        *([] if city.hazards else [Part.HAZARDS]),
        *([] if city.scenarios else [Part.SCENARIOS]),
    ]
    return words("question_state.no_plan", parts=words.listed(words(f"held_part.{part}") for part in parts))


def missing_grid(states: Sequence[QuestionState], parts: Iterable[Part], words: Words) -> Grid:
    """Return the parts that are missing, one a row: which file brings it in, and which questions wait for it.

    Parameters
    ----------
    states
        Every question with what is missing for it.
    parts
        Parts that are missing, in the order in which they are best brought in.
    words
        Words of the reader.
    """
    keys = ("part", "file", "waiting")
    rows = tuple(
        (
            words(f"held_part.{part}"),
            words(f"held_file.{part}"),
            words.listed(words(f"question.{one.question}") for one in states if part in one.missing),
        )
        for part in parts
    )
    answered = words.listed(words(f"question.{one.question}") for one in states if not one.missing)
    return Grid(
        headings=tuple(words(f"question_state.{key}") for key in keys),
        rows=rows,
        numbers=(False,) * len(keys),
        caption=words("question_state.caption"),
        notes=(words("question_state.answered_all", questions=answered),) if answered else (),
        wide=frozenset({1, 2}),
    )


def remedy_lines(parts: Iterable[Part], words: Words) -> list[str]:
    """Return one line a part that is missing: which file brings it in; then how files are taken in."""
    lines = [
        words("question_state.remedy", part=words(f"held_part.{part}"), file=words(f"held_file.{part}"))
        for part in parts
    ]
    return [*lines, words("question_state.how")] if lines else []


def left_out_lines(city: City, strength: OrganisationStrength, words: Words) -> list[str]:
    """Return what a plan of this city leaves out, and what its figures mean then; empty if nothing.

    Without places nothing further is said of their seats.
    """
    missing = missing_parts(city, strength)
    shown = [part for part in missing if part in _PLAN_PARTS]
    if Part.PLACES in shown and Part.SEATS in shown:
        shown.remove(Part.SEATS)
    return [words(f"left_out.{part}") for part in shown]
