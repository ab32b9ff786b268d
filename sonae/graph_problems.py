"""What is wrong with a graph, origins or destinations of others, in the words of every language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from messages import catalogue

#: Most examples that a problem names.
NAMED = 5


@dataclass(frozen=True, slots=True)
class GraphProblem:
    """One thing that must be mended before a graph can be used.

    Parameters
    ----------
    key
        Key of its words below ``graph_input.``.
    values
        What the words name, such as the value of the edges.
    expected
        Key of what was expected below ``graph_input.expected.``; empty where the words say it.
    where
        The first edges, nodes or rows, with what stands there.
    more
        How many there are beside them.
    """

    key: str
    values: dict[str, object] = field(default_factory=dict)
    expected: str = ""
    where: tuple[str, ...] = ()
    more: int = 0

    def words(self, language: str) -> str:
        """Return the problem as a sentence of a language."""
        said = dict(self.values)
        if self.expected:
            said["expected"] = catalogue.text(
                language, f"graph_input.expected.{self.expected}", **self.values
            )
        where = ", ".join(self.where)
        if self.more:
            where += catalogue.text(language, "graph_input.and_more", more=self.more)
        return catalogue.text(language, f"graph_input.{self.key}", where=where, **said)


class GraphInputError(ValueError):
    """A graph, origins or destinations cannot be used; all of it is said, in Japanese and in English.

    ``problems`` has an English sentence for each, ``words("ja")`` the Japanese ones, ``found`` what they say.
    """

    def __init__(self, problems: Iterable[GraphProblem]) -> None:
        self.found = tuple(problems)
        self.problems = self.words("en")
        count = len(self.found)
        heading = " / ".join(
            catalogue.text(one, "graph_input.heading", count=count) for one in catalogue.whole_languages()
        )
        lines = [
            mark + problem.words(one)
            for problem in self.found
            for mark, one in zip(("- ", "  "), catalogue.whole_languages(), strict=True)
        ]
        super().__init__("\n".join([heading, *lines]))

    def words(self, language: str) -> tuple[str, ...]:
        """Return a sentence for each problem in a language (``ja`` or ``en``)."""
        return tuple(problem.words(language) for problem in self.found)


def listed(
    key: str, ids: Sequence[Any], cells: Sequence[Any] | None = None, *, expected: str = "", **values: object
) -> GraphProblem:
    """Return a problem that names the first edges, nodes or rows, each with its value where it has one."""
    named = [repr(_plain(one)) for one in ids[:NAMED]]
    if cells is not None:
        named = [f"{one}: {_plain(cell)!r}" for one, cell in zip(named, cells, strict=False)]
    return GraphProblem(key, values, expected, tuple(named), max(0, len(ids) - NAMED))


def _plain(cell: Any) -> Any:
    """Return a value as one writes it: 5.0, not np.float64(5.0)."""
    if isinstance(cell, tuple):
        return tuple(_plain(one) for one in cell)
    return cell.item() if isinstance(cell, np.generic) else cell
