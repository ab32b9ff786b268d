"""``sonae import capacities``: sizes of places out to a sheet, and the filled sheet back in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import Printer, fault_document

if TYPE_CHECKING:
    from domain.bundle import CityBundle
    from use_cases.import_sizes import Settled, SizeImport


def capacities(
    bundle: Annotated[Path, typer.Option("--bundle", help="City bundle to renew. 更新する都市データ")],
    file: Annotated[Path | None, typer.Argument(help="The sheet, filled in (xlsx, CSV). 記入した表")] = None,
    template: Annotated[
        Path | None, typer.Option("--template", help="Write the sheet to fill in here. 記入する表を書き出す")
    ] = None,
    scenario: Annotated[
        str | None,
        typer.Option(
            "--scenario", help="Show how many people this settles. 何人分の答えが決まるかを示す想定"
        ),
    ] = None,
    date: Annotated[str, typer.Option("--date", help="Date of the survey. 調査の時点")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and report only. 確認だけ（書き換えない）")
    ] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a sheet of all places to fill in, or take the filled sheet into a city."""
    if (file is None) == (template is None):
        raise typer.BadParameter("FILE | --template FILE", param_hint="--template")
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from use_cases.load_bundle import load_bundle

        printer.say("cli.reading")
        city = load_bundle(bundle)
        if template is not None:
            _write_template(printer, city, template)
        elif file is not None:
            _take(printer, city, file, bundle, (scenario, date, dry_run))


def _write_template(printer: Printer, city: "CityBundle", template: Path) -> None:
    from use_cases.import_sizes import places_to_fill_in
    from use_cases.write_file import write_new_file

    write_new_file(template, places_to_fill_in(city, printer.language))
    if printer.as_json:
        printer.json({"ok": True, "file": str(template), "places": len(city.places)})
        return
    printer.line(printer.text("cli.sizes.template", file=str(template), places=len(city.places)))


def _take(
    printer: Printer, city: "CityBundle", file: Path, folder: Path, asked: tuple[str | None, str, bool]
) -> None:
    from use_cases.import_sizes import import_sizes
    from use_cases.write_city import write_city

    scenario, date, dry_run = asked
    result = import_sizes(city, file, date=date)
    settled = None if scenario is None else _settled(printer, city, result.bundle, scenario)
    if not dry_run:
        write_city(result.bundle, folder)
    if printer.as_json:
        _print_json(printer, result, settled, dry_run=dry_run)
        return
    _print(printer, result, settled)
    printer.line(printer.text("cli.dry_run" if dry_run else "cli.updated", folder=str(folder)))


def _settled(printer: Printer, before: "CityBundle", after: "CityBundle", scenario: str) -> "Settled":
    from planning.pipeline import make_plan
    from use_cases.import_sizes import settled_people
    from use_cases.make_case import make_case

    printer.say("cli.planning")
    plans = [make_plan(make_case(city, scenario)) for city in (before, after)]
    return settled_people(plans[0], plans[1])


def _print(printer: Printer, result: "SizeImport", settled: "Settled | None") -> None:
    from data.readers.size_sheet import FORMS, SizeColumn
    from sonae.import_output import print_reports

    if result.faults:
        printer.faults(result.faults)
    print_reports(printer, result.reports)
    for column, count in result.changed.items():
        printer.line(printer.text("cli.sizes.changed", column=FORMS[SizeColumn(column)].header, count=count))
    unknown = {"before": result.unknown_before, "after": result.unknown_after}
    printer.line(printer.text("cli.sizes.unknown", **unknown))
    if settled is not None:
        people = {"before": settled.unknown_before, "after": settled.unknown_after}
        printer.line(printer.text("cli.sizes.settled", persons=settled.persons, **people))
        placed = {"before": settled.assigned_before, "after": settled.assigned_after}
        printer.line(printer.text("cli.sizes.assigned", **placed))
        waiting = {"before": settled.places_before, "after": settled.places_after}
        printer.line(printer.text("cli.sizes.waiting", **waiting))


def _print_json(printer: Printer, result: "SizeImport", settled: "Settled | None", *, dry_run: bool) -> None:
    from dataclasses import asdict

    from sonae.import_output import report_documents

    printer.json(
        {
            "ok": True,
            "written": not dry_run,
            "changed": result.changed,
            "places_without_size": {"before": result.unknown_before, "after": result.unknown_after},
            "settled": None if settled is None else {**asdict(settled), "persons": settled.persons},
            "reports": report_documents(result.reports),
            "faults": [fault_document(fault) for fault in result.faults],
        }
    )
