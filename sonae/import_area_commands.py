"""``sonae import boundaries …``: areas, people and school districts into a city; one thin command each."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from messages.fault_words import layer_name
from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import fault_document, group_documents

if TYPE_CHECKING:
    from domain.bundle import CityBundle
    from use_cases.area_import import AreaImport

Files = Annotated[list[Path], typer.Argument(help="Files as published. 公開されたままのファイル")]
BundleFolder = Annotated[Path, typer.Option("--bundle", help="City bundle to renew. 更新する都市データ")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and report only. 確認だけ（書き換えない）")]
DateOption = Annotated[str, typer.Option("--date", help="Date of the files, such as 2026-09. データの時点")]
Order = Annotated[
    str,
    typer.Option("--order", help="Codes of wards in official order, by commas. 区の順（コードをカンマで）"),
]


def boundaries(
    files: Files,
    bundle: BundleFolder,
    dry_run: DryRun = False,
    date: DateOption = "",
    order: Order = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew the wards from N03."""

    def run(city: "CityBundle") -> "AreaImport":
        from use_cases.import_boundaries import import_boundaries

        codes = [code.strip() for code in order.split(",") if code.strip()]
        return import_boundaries(city, files, date=date, order=codes)

    _run(run, bundle, dry_run, lang, as_json)


def blocks(
    files: Files,
    bundle: BundleFolder,
    dry_run: DryRun = False,
    date: DateOption = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew the blocks from a census."""

    def run(city: "CityBundle") -> "AreaImport":
        from use_cases.import_people import import_people

        return import_people(city, files, date=date)

    _run(run, bundle, dry_run, lang, as_json)


def districts(
    files: Files,
    bundle: BundleFolder,
    dry_run: DryRun = False,
    date: DateOption = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew the school districts from A27 or a list of towns."""

    def run(city: "CityBundle") -> "AreaImport":
        from use_cases.import_districts import import_districts

        return import_districts(city, files, date=date)

    _run(run, bundle, dry_run, lang, as_json)


def _run(
    importer: "Callable[[CityBundle], AreaImport]",
    folder: Path,
    dry_run: bool,
    lang: LanguageOption,
    as_json: bool,
) -> None:
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.import_output import print_reports, report_documents
        from use_cases.load_bundle import load_bundle
        from use_cases.write_city import write_city

        printer.say("cli.reading")
        result = importer(load_bundle(folder))
        rows = {layer: (count, len(result.bundle.table(layer))) for layer, count in result.before.items()}
        if as_json:
            if not dry_run:
                write_city(result.bundle, folder)
            printer.json(
                {
                    "ok": True,
                    "written": not dry_run,
                    "rows": {layer: {"before": old, "after": new} for layer, (old, new) in rows.items()},
                    "reports": report_documents(result.reports),
                    "faults": [fault_document(fault) for fault in result.faults],
                    "groups": group_documents(result.faults),
                }
            )
            return
        if result.faults:
            printer.faults(result.faults)
        print_reports(printer, result.reports)
        for layer, (old, new) in rows.items():
            name = layer_name(printer.language, layer)
            printer.line(printer.text("cli.area_import.layers", layer=name, before=old, after=new))
        if not dry_run:
            write_city(result.bundle, folder)
        printer.line(printer.text("cli.dry_run" if dry_run else "cli.updated", folder=str(folder)))
