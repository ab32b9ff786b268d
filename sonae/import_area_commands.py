"""``sonae import boundaries …``: areas, people and school districts into a city; one thin command each."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from messages.fault_words import layer_name
from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer

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


def _people(city: "CityBundle", files: list[Path], date: str) -> "AreaImport":
    from use_cases.import_people import import_people

    return import_people(city, files, date=date)


def _districts(city: "CityBundle", files: list[Path], date: str) -> "AreaImport":
    from use_cases.import_districts import import_districts

    return import_districts(city, files, date=date)


def _facilities(city: "CityBundle", files: list[Path], date: str) -> "AreaImport":
    from use_cases.import_facilities import import_facilities

    return import_facilities(city, files, date=date)


def _command(
    verb: "Callable[[CityBundle, list[Path], str], AreaImport]", name: str, does: str
) -> Callable[..., None]:
    """Return the command of a verb that takes files and a date."""

    def command(
        files: Files,
        bundle: BundleFolder,
        dry_run: DryRun = False,
        date: DateOption = "",
        lang: LanguageOption = None,
        as_json: JsonOption = False,
    ) -> None:
        _run(lambda city: verb(city, files, date), bundle, dry_run, lang, as_json)

    command.__doc__, command.__name__ = does, name
    return command


blocks = _command(_people, "blocks", "Renew the blocks from a census.")
districts = _command(_districts, "districts", "Renew the school districts from A27 or a list of towns.")
facilities = _command(_facilities, "facilities", "Renew facilities from P04, P14 and P29.")


def _run(
    importer: "Callable[[CityBundle], AreaImport]",
    folder: Path,
    dry_run: bool,
    lang: LanguageOption,
    as_json: bool,
) -> None:
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.import_output import finish, print_reports, result_document
        from use_cases.load_bundle import load_bundle

        printer.say("cli.reading")
        result = importer(load_bundle(folder))
        rows = {layer: (count, len(result.bundle.table(layer))) for layer, count in result.before.items()}
        if as_json:
            counts = {layer: {"before": old, "after": new} for layer, (old, new) in rows.items()}
            printer.json(result_document(result, folder, dry_run=dry_run, facts={"rows": counts}))
            return
        if result.faults:
            printer.faults(result.faults)
        print_reports(printer, result.reports)
        for layer, (old, new) in rows.items():
            name = layer_name(printer.language, layer)
            printer.line(printer.text("cli.area_import.layers", layer=name, before=old, after=new))
        finish(printer, result, folder, dry_run=dry_run)
