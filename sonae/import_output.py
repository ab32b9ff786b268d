"""What every import prints: the report of each file, in words or as data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from domain.import_report import ImportReport
from messages import catalogue
from messages.fault_words import layer_name
from presentation.city_change import changed_columns
from presentation.import_words import report_document, report_lines
from presentation.provenance import source_notices
from presentation.words import Words
from sonae.printing import Printer, fault_document, group_documents

if TYPE_CHECKING:
    from use_cases.bundle_difference import BundleDifference


def print_reports(printer: Printer, reports: Sequence[ImportReport]) -> None:
    """Print the reports of files one after the other, what follows a file's name set in."""
    words = Words(printer.language)
    told: set[str] = set()
    for report in reports:
        head, *rest = report_lines(report, words, told)
        printer.line(head)
        for line in rest:
            printer.line(f"  {line}")
        told |= {notice for source in report.sources for notice in source_notices(source, words.language)}


def report_documents(reports: Sequence[ImportReport]) -> list[dict[str, Any]]:
    """Return the reports of files as data, with their words in every language."""
    return [report_document(report, catalogue.whole_languages()) for report in reports]


def print_difference(printer: Printer, found: "BundleDifference") -> None:
    """Print what an import would change, one line a layer, then people and places."""
    for one in found.layers:
        values = {"added": one.added, "changed": one.changed, "removed": one.removed}
        layer = layer_name(printer.language, one.layer)
        printer.line(printer.text("import_change.rows", layer=layer, **values))
        if one.columns:
            said = changed_columns(one.columns, one.moved_m, Words(printer.language))
            printer.line("  " + printer.text("import_change.columns", columns=said))
        if one.area_km2_before or one.area_km2_after:
            areas = {"before": one.area_km2_before, "after": one.area_km2_after}
            printer.line("  " + printer.text("import_change.area", **areas))
    people = {"before": found.residents_before, "after": found.residents_after}
    places = {"before": found.places_before, "after": found.places_after}
    printer.line(printer.text("import_change.people", **people))
    printer.line(printer.text("import_change.places", **places))


def result_document(result: Any, folder: Path, *, dry_run: bool, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Write the city of an import, or say what it would change in a dry run; return all of it as data.

    Parameters
    ----------
    result
        Renewed city with its ``reports`` and ``faults``.
    folder
        Bundle that it renews.
    dry_run
        Whether nothing is written.
    facts
        What else is said of this import.
    """
    change = {"difference": asdict(_difference(result, folder))} if dry_run else {}
    if not dry_run:
        _write(result, folder)
    return {
        "ok": True,
        "written": not dry_run,
        **facts,
        **change,
        "reports": report_documents(result.reports),
        "faults": [fault_document(fault) for fault in result.faults],
        "fault_groups": group_documents(result.faults),
    }


def finish(printer: Printer, result: Any, folder: Path, *, dry_run: bool) -> None:
    """Write the city of an import and say so, or print what it would change in a dry run."""
    if dry_run:
        print_difference(printer, _difference(result, folder))
    else:
        _write(result, folder)
    printer.line(printer.text("cli.dry_run" if dry_run else "cli.updated", folder=str(folder)))


def _write(result: Any, folder: Path) -> None:
    from use_cases.write_city import write_city

    write_city(result.bundle, folder)


def _difference(result: Any, folder: Path) -> "BundleDifference":
    """Return what a dry run would have changed."""
    from use_cases.bundle_difference import bundle_difference
    from use_cases.load_bundle import load_bundle

    return bundle_difference(load_bundle(folder), result.bundle)
