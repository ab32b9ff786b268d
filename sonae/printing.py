"""What the command prints: results on standard output, progress and faults on standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from domain.fault_groups import group_faults
from domain.faults import Fault, InputError, SonaeError, UnknownBlockError, count_faults
from domain.vocabulary import Severity
from messages import catalogue
from messages.fault_words import fault_words, group_words
from sonae.error_words import error_sentence
from sonae.narrow_table import folded, is_number, most_widths, names_need_lines, table_below_names

#: Columns of words keep this width where the terminal is narrow.
_WORDS_WIDTH = 12


class Printer:
    """Prints in one language, or as JSON.

    Parameters
    ----------
    language
        Language of results; faults come in every language where the user chose none.
    chosen
        Whether the user chose the language.
    as_json
        Whether results and faults are printed as JSON.
    """

    def __init__(self, language: str, *, chosen: bool, as_json: bool) -> None:
        self.language = language
        self.as_json = as_json
        self._languages = (language,) if chosen else catalogue.whole_languages()

    def text(self, key: str, /, **values: object) -> str:
        """Return words in the language of results."""
        return catalogue.text(self.language, key, **values)

    def say(self, key: str, /, **values: object) -> None:
        """Say on standard error what is being done; in JSON nothing is said."""
        if not self.as_json:
            _console(stderr=True).print(escape(self.text(key, **values)), highlight=False, soft_wrap=True)

    @contextmanager
    def progress(self, key: str, /, *, total: int) -> Iterator[Callable[[int], None]]:
        """Show a bar on standard error while a large file is read; only in a terminal.

        Parameters
        ----------
        key
            What is being done.
        total
            How much there is to do [bytes].

        Yields
        ------
        collections.abc.Callable
            Tells the bar how much was done since it was called last.
        """
        console = _console(stderr=True)
        is_shown = console.is_terminal and not self.as_json
        with Progress(console=console, disable=not is_shown, transient=True) as bar:
            task = bar.add_task(escape(self.text(key)), total=total)
            yield lambda done: bar.advance(task, done)

    def line(self, line: str) -> None:
        """Print one line of a result."""
        _console().print(escape(line), highlight=False, soft_wrap=True)

    def item(self, line: str) -> None:
        """Print one line of several that belong to the line above: set in, and folded in a terminal."""
        console, text = _console(), line.lstrip()
        indent = "  " + line[: len(line) - len(text)]
        lines = folded(text, console.width - len(indent)) if console.is_terminal else [text]
        for one in lines:
            console.print(escape(indent + one), highlight=False, soft_wrap=True)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
        """Print a table; columns of numbers are set flush right.

        Where the terminal is too narrow for the names of the rows, each stands on a line of its own above
        what belongs to it.
        """
        body = [list(row) for row in rows]
        console = _console()
        if names_need_lines(headings, body, console.width):
            for line in table_below_names(headings, body, console.width, title=title):
                console.print(escape(line), highlight=False, soft_wrap=True)
            return
        shown = Table(
            title=title or None, title_justify="left", show_lines=False, padding=(0, 0), pad_edge=False
        )
        needed, most = 1, most_widths(headings, body, console.width)
        for i, heading in enumerate(headings):
            numeric = bool(body) and all(is_number(row[i]) for row in body)
            # A number is never broken over two lines, however narrow the terminal.
            widest = max((cell_len(row[i]) for row in body), default=0)
            width = widest if numeric else min(widest, _WORDS_WIDTH)
            needed += width + 1
            shown.add_column(
                heading, justify="right" if numeric else "left", overflow="fold", min_width=width,
                max_width=None if most[i] is None else max(width, most[i] or 0),
            )  # fmt: skip
        for row in body:
            shown.add_row(*(escape(cell) for cell in row))
        # Wider than the terminal is better than a column that is cut off.
        console.print(shown, width=max(console.width, needed), crop=False, soft_wrap=False)

    def json(self, document: Any) -> None:
        """Print a result as JSON."""
        text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
        # Half a character, as in a file name that is no UTF-8, stands as \udcff: that is JSON too.
        sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")

    def faults(self, faults: Sequence[Fault]) -> None:
        """Print faults with place and remedy on standard error, equal ones once with their first rows."""
        console = _console(stderr=True)
        for group in group_faults(faults):
            style = "bold red" if group.first.severity is Severity.ERROR else "yellow"
            for i, language in enumerate(self._languages):
                words = group_words(language, group)
                mark = f"[{style}]{escape(words.severity)}[/{style}]"
                indent = "" if i == 0 else "  "
                console.print(
                    f"{indent}{mark} {escape(words.place)}: {escape(words.text)}",
                    highlight=False,
                    soft_wrap=True,
                )
                console.print(f"{indent}  → {escape(words.remedy)}", highlight=False, soft_wrap=True)
        for language in self._languages:
            console.print(escape(self.fault_count(faults, language)), highlight=False, soft_wrap=True)

    def fault_count(self, faults: Sequence[Fault], language: str) -> str:
        """Return how many errors and warnings there are."""
        errors, warnings = (count_faults(faults, severity) for severity in (Severity.ERROR, Severity.WARNING))
        return catalogue.text(language, "fault_list.errors", errors=errors, warnings=warnings)

    def error(self, error: SonaeError) -> None:
        """Print an error that the user can mend: every fault of it, in words or as JSON."""
        if self.as_json:
            self.json({"ok": False, **_error_document(error)})
        elif isinstance(error, InputError):
            self.faults(error.faults)
        else:
            console = _console(stderr=True)
            for language in self._languages:
                console.print(escape(error_sentence(error, language)), highlight=False, soft_wrap=True)
            if isinstance(error, UnknownBlockError):
                for line in self._near(error):
                    console.print(escape(line), highlight=False, soft_wrap=True)

    def _near(self, error: UnknownBlockError) -> list[str]:
        """Return the blocks that may be meant, one a line and once, in the language of results."""
        more = [self.text("cli.more_blocks", count=error.more)] if error.more else []
        return [f"  {line}" for line in (*error.near, *more)]


def fault_document(fault: Fault) -> dict[str, Any]:
    """Return a fault as data, with its words in every language."""
    words = {language: asdict(fault_words(language, fault)) for language in catalogue.whole_languages()}
    return {**asdict(fault), "words": words}


def group_documents(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Return equal faults as one each: what, how many, the first rows, with the words of all of them."""
    return [
        {
            "key": group.first.key,
            "severity": group.first.severity,
            "file": group.first.file,
            "layer": group.first.layer,
            "column": group.first.column,
            "count": group.count,
            "rows": [row for row, _ in group.rows],
            "words": {
                language: asdict(group_words(language, group)) for language in catalogue.whole_languages()
            },
        }
        for group in group_faults(faults)
    ]


def _error_document(error: SonaeError) -> dict[str, Any]:
    if isinstance(error, InputError):
        faults = [fault_document(fault) for fault in error.faults]
        return {"faults": faults, "fault_groups": group_documents(error.faults)}
    words = {language: error_sentence(error, language) for language in catalogue.whole_languages()}
    near = {"near": list(error.near), "more": error.more} if isinstance(error, UnknownBlockError) else {}
    return {"error": type(error).__name__, "words": words, **near}


def _console(*, stderr: bool = False) -> Console:
    # Made anew each time: a test, or a pipe, may have changed the streams.
    return Console(stderr=stderr)
