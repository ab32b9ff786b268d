"""What a changed city differs in, as tables of words: rows by layer, and which questions it answers."""

from collections.abc import Iterable, Sequence

from domain.held_parts import QuestionState
from messages.fault_words import layer_name
from presentation.grid import Grid
from presentation.words import Words

#: One layer: id; rows added, changed, removed; area before and after [km²]; columns with the rows that have
#: another value in them; the farthest that a point moves [m].
LayerChange = tuple[str, int, int, int, float, float, tuple[tuple[str, int], ...], float]
#: Columns that are named; of the others their number.
_COLUMNS_NAMED = 6


def layer_change_grid(changes: Iterable[LayerChange], words: Words) -> Grid:
    """Return how many rows of each layer are added, changed and removed.

    Parameters
    ----------
    changes
        Layers that change.
    words
        Words of the reader.
    """
    keys = ("layer", "added", "changed", "columns", "removed", "area")
    rows = tuple(
        (
            layer_name(words.language, layer),
            f"{added:,}",
            f"{changed:,}",
            changed_columns(columns, moved_m, words),
            f"{removed:,}",
            words("city_change.area_change", before=before, after=after) if before or after else "",
        )
        for layer, added, changed, removed, before, after, columns, moved_m in changes
    )
    return Grid(
        headings=tuple(words(f"city_change.{key}") for key in keys),
        rows=rows,
        numbers=(False, True, True, False, True, True),
        caption=words("city_change.layers_caption"),
        wide=frozenset({3}),
    )


def changed_columns(columns: Sequence[tuple[str, int]], moved_m: float, words: Words) -> str:
    """Return which columns of changed rows have another value, and in how many rows.

    Parameters
    ----------
    columns
        Columns with their number of rows, the most first.
    moved_m
        The farthest that a point moves [m]; 0 without points.
    words
        Words of the reader.
    """
    said = []
    for name, rows in columns[:_COLUMNS_NAMED]:
        # Flags and roles are columns of places too.
        keys = (f"column_name.{name}", f"hazard_kind.{name}", f"export.column.role_{name}", name)
        moved = words("city_change.moved", metres=moved_m) if name == "geometry" and moved_m else ""
        said.append(words("city_change.column_rows", column=words.either(*keys), rows=rows) + moved)
    if len(columns) > _COLUMNS_NAMED:
        said.append(words("city_change.more_columns", count=len(columns) - _COLUMNS_NAMED))
    return words.listed(said)


def question_change_grid(
    before: Iterable[QuestionState], after: Iterable[QuestionState], words: Words
) -> Grid:
    """Return each question with its answer before and after, and what changes.

    Parameters
    ----------
    before, after
        Questions of both cities.
    words
        Words of the reader.
    """
    old = {state.question: state for state in before}
    rows = []
    for state in after:
        gained = bool(old[state.question].missing) and not state.missing
        lost = not old[state.question].missing and bool(state.missing)
        change = "gained" if gained else "lost" if lost else "same"
        rows.append(
            (
                words(f"question.{state.question}"),
                _answered(old[state.question], words),
                _answered(state, words),
                words(f"city_change.question_{change}"),
            )
        )
    keys = ("question", "before", "after", "effect")
    return Grid(
        headings=tuple(words(f"city_change.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False, False, False, False),
        caption=words("city_change.questions_caption"),
    )


def _answered(state: QuestionState, words: Words) -> str:
    if not state.missing:
        return words("city_change.answered")
    return words(
        "city_change.lacks", parts=words.listed(words(f"held_part.{part}") for part in state.missing)
    )
