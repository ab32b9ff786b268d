"""What ``sonae import places --compare`` prints and writes."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sonae.printing import Printer

if TYPE_CHECKING:
    from presentation.grid import Grid


def compare_editions(printer: Printer, files: list[Path], bundle: Path | None, out: Path | None) -> None:
    """Compare two editions of a list; with a city, look at its designations too.

    Parameters
    ----------
    printer
        Prints.
    files
        The old and the new edition.
    bundle
        City.
    out
        CSV of the changes to write.
    """
    from exports.grid_csv import grid_csv
    from presentation.place_changes import change_grid, designation_grid, flag_grid
    from presentation.words import Words
    from use_cases.compare_place_lists import compare_place_files
    from use_cases.load_bundle import load_bundle
    from use_cases.write_file import write_new_file

    city = None if bundle is None else load_bundle(bundle)
    found = compare_place_files(files[0], files[1], city)
    words = Words(printer.language)
    changes = change_grid(found.changes, words)
    if out is not None:
        write_new_file(out, grid_csv(changes))
    checks, is_model = None, False
    if city is not None:
        from planning.designations import odd_designations, rests_on_model, unchecked_kinds
        from use_cases.make_case import run_settings

        odd = odd_designations(city, run_settings(city).settings)
        names = {
            "ward": dict(city.wards["name"].astype(str)),
            "district": dict(city.districts["name"].astype(str)),
        }
        is_model = rests_on_model(city)
        checks = designation_grid(odd, unchecked_kinds(city), names, words, is_model=is_model)
    counts = {"before": found.before, "after": found.after, "same": found.same}
    if printer.as_json:
        document: dict[str, Any] = {
            "ok": True,
            "counts": counts,
            "flags": found.flags.reset_index().to_dict("records"),
            "changes": _plain(found.changes.to_dict("records")),
            "designations_are_model": is_model,
            "designations": None
            if checks is None
            else [dict(zip(checks.keys, r, strict=True)) for r in checks.rows],
        }
        printer.json(document)
        return
    printer.line(printer.text("cli.lists.counts", **counts))
    for grid in (flag_grid(found.flags, words), changes, checks):
        if grid is not None:
            _print_grid(printer, grid)
    if out is not None:
        printer.line(printer.text("cli.lists.written", file=str(out)))


def _print_grid(printer: Printer, grid: "Grid") -> None:
    printer.line("")
    printer.line(grid.caption)
    printer.line(" | ".join(grid.headings))
    for row in grid.rows:
        printer.line(" | ".join(row))
    for note in grid.notes:
        printer.line(note)


def _plain(rows: list[dict[Any, Any]]) -> list[dict[str, Any]]:
    """Return rows as JSON holds them: a distance that does not apply is null."""
    return [
        {
            str(key): None if isinstance(value, float) and math.isnan(value) else value
            for key, value in row.items()
        }
        for row in rows
    ]
