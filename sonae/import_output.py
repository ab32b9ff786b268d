"""What every import prints: the report of each file, in words or as data."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from domain.import_report import ImportReport
from messages import catalogue
from messages.fault_words import layer_name
from presentation.import_words import report_document, report_lines
from presentation.words import Words
from sonae.printing import Printer

if TYPE_CHECKING:
    from use_cases.bundle_difference import BundleDifference


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


def print_difference(printer: Printer, found: "BundleDifference") -> None:
    """Print what an import would change, one line a layer, then people and places."""
    for one in found.layers:
        values = {"added": one.added, "changed": one.changed, "removed": one.removed}
        layer = layer_name(printer.language, one.layer)
        printer.line(printer.text("import_change.rows", layer=layer, **values))
        if one.area_km2_before or one.area_km2_after:
            areas = {"before": one.area_km2_before, "after": one.area_km2_after}
            printer.line("  " + printer.text("import_change.area", **areas))
    people = {"before": found.residents_before, "after": found.residents_after}
    places = {"before": found.places_before, "after": found.places_after}
    printer.line(printer.text("import_change.people", **people))
    printer.line(printer.text("import_change.places", **places))
