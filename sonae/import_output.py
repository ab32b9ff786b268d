"""What every import prints: the report of each file, in words or as data."""

from collections.abc import Sequence
from typing import Any

from domain.import_report import ImportReport
from messages import catalogue
from presentation.import_words import report_document, report_lines
from presentation.words import Words
from sonae.printing import Printer


def print_reports(printer: Printer, reports: Sequence[ImportReport]) -> None:
    """Print the reports of files one after the other, what follows a file's name set in."""
    words = Words(printer.language)
    for report in reports:
        head, *rest = report_lines(report, words)
        printer.line(head)
        for line in rest:
            printer.line(f"  {line}")


def report_documents(reports: Sequence[ImportReport]) -> list[dict[str, Any]]:
    """Return the reports of files as data, with their words in every language."""
    return [report_document(report, catalogue.whole_languages()) for report in reports]
