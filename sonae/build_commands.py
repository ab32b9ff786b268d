"""``sonae bundle new`` and ``sonae bundle build``: a city from nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import Printer, fault_document, group_documents

if TYPE_CHECKING:
    from domain.bundle import CityBundle
    from domain.faults import Fault
    from domain.import_report import ImportReport

OutFolder = Annotated[Path, typer.Option("--out", help="Folder to make. 作るフォルダー")]


def new(
    boundaries: Annotated[
        list[Path],
        typer.Argument(help="N03, e-Stat small areas, or any areas (zip, GeoJSON, shp, gpkg). 行政区域など"),
    ],
    city: Annotated[list[str], typer.Option("--city", help="Municipality code (repeatable). 市区町村コード")],
    out: OutFolder,
    name: Annotated[str, typer.Option("--name", help="Name of several together. まとめた名前")] = "",
    order: Annotated[str, typer.Option("--order", help="Ward codes in order, by commas. 区の順")] = "",
    date: Annotated[str, typer.Option("--date", help="Date of the outlines. データの時点")] = "",
    without_wards: Annotated[
        bool, typer.Option("--without-wards", help="Each municipality as one area. 区に分けない")
    ] = False,
    code_column: Annotated[
        str, typer.Option("--code-column", help="Column of codes in a file of your own. コードの列")
    ] = "",
    name_column: Annotated[
        str, typer.Option("--name-column", help="Column of names in a file of your own. 名前の列")
    ] = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Begin a city with its wards and nothing else."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from data.readers.outline_file import OutlineColumns
        from use_cases.new_bundle import NewCityOptions, new_bundle

        printer.say("cli.reading")
        wards = tuple(code.strip() for code in order.split(",") if code.strip())
        options = NewCityOptions(
            order=wards,
            name=name,
            date=date,
            without_wards=without_wards,
            columns=OutlineColumns(code_column, name_column),
        )
        made = new_bundle(boundaries, city, options)
        _finish(printer, made.bundle, made.reports, made.faults, out)


def build(
    config: Annotated[Path, typer.Option("--config", help="TOML of the city. 都市の設定")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder to make. 作るフォルダー")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and report, write nothing. 読んで報告するだけ")
    ] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build a city from a folder of downloads in one go."""
    if out is None and not dry_run:
        raise typer.BadParameter("--out DIR | --dry-run", param_hint="--out")
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from use_cases.build_bundle import build_bundle

        made = build_bundle(config, lambda step, name: printer.say(f"build_step.{step}", name=name))
        folder = None if dry_run else out
        unused = [file.name for file in made.unused]
        _finish(printer, made.bundle, made.reports, made.faults, folder, unused=unused)


def _finish(
    printer: Printer,
    bundle: "CityBundle",
    reports: "Sequence[ImportReport]",
    faults: "Sequence[Fault]",
    out: Path | None,
    *,
    unused: Sequence[str] = (),
) -> None:
    """Write a new city at last, print a report a file, and what is missing for which question.

    Without a folder nothing is written.
    """
    from data.bundle import bundle_faults
    from data.bundle.write import write_bundle
    from domain.faults import InputError, has_error
    from sonae.held_output import print_questions, question_documents
    from sonae.import_output import print_reports, report_documents
    from use_cases.check_bundle import checked_city

    found = checked_city(bundle)
    wrong = bundle_faults(bundle)
    if has_error(wrong):
        # A city that no command would open is none.
        raise InputError(wrong)
    if out is not None:
        write_bundle(bundle, out)
    if printer.as_json:
        printer.json(
            {
                "ok": True,
                "written": out is not None,
                "folder": "" if out is None else str(out),
                "reports": report_documents(reports),
                "faults": [fault_document(fault) for fault in faults],
                "fault_groups": group_documents(faults),
                "questions": question_documents(found),
                "unused": list(unused),
            }
        )
        return
    if faults:
        printer.faults(faults)
    print_reports(printer, reports)
    for name in unused:
        printer.line(printer.text("cli.build_unused", file=name))
    print_questions(printer, found)
    if out is None:
        printer.line(printer.text("cli.build_tried", layers=len(bundle.meta.layers)))
    else:
        printer.line(printer.text("cli.build_written", folder=str(out)))
