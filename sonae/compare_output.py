"""How the command shows two plans side by side."""

import json
import sys
from pathlib import Path

from exports.comparison_json import comparison_document
from exports.comparison_pdf import comparison_pdf
from exports.tables import table_csv
from exports.workbook import comparison_workbook
from planning.comparison import Comparison
from presentation.comparison.input_words import input_sentence
from presentation.comparison.rows import shown_rows
from presentation.comparison.sides import area_name, side_titles
from presentation.comparison.tables import PARTS, comparison_table, paper_rows, part_grid
from presentation.names import kind_notice
from presentation.words import Words
from sonae.printing import Printer
from use_cases.write_file import write_new_file


def print_comparison(printer: Printer, comparison: Comparison, form: str, out: Path | None) -> None:
    """Print a comparison, or write it as a file."""
    language = printer.language
    if form == "table":
        _print_tables(printer, comparison)
        return
    content = {
        "json": lambda: _json(comparison),
        "csv": lambda: table_csv(comparison_table(comparison, language)),
        "xlsx": lambda: comparison_workbook(comparison, language),
        "pdf": lambda: comparison_pdf(comparison, language),
    }[form]()
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_new_file(out, content)
        printer.say("cli.written", file=str(out))


def _print_tables(printer: Printer, comparison: Comparison) -> None:
    words = Words(printer.language)
    printer.line(area_name(comparison.cases[0], comparison.area_id, words))
    for title in side_titles(comparison, words):
        printer.line(title)
    if comparison.is_rounded:
        printer.line(kind_notice(words.language, comparison.data_kind))
    printer.line(input_sentence(comparison, words))
    rows = shown_rows(comparison, words)
    for part in PARTS:
        grid = part_grid(paper_rows(rows, part), part, words)
        if grid.rows:
            printer.table(grid.headings, grid.rows, title=grid.caption)
            for note in grid.notes:
                printer.line(note)


def _json(comparison: Comparison) -> bytes:
    document = {"ok": True, **comparison_document(comparison)}
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode("utf-8")
