"""``sonae bundle``: check, describe and export a city."""

from pathlib import Path
from typing import Annotated

import typer

from domain.vocabulary import Severity
from sonae import scenario_commands, version_commands
from sonae.build_commands import build, new
from sonae.options import INPUT_ERROR, JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import fault_document, group_documents

app = typer.Typer(no_args_is_help=True, help="Check, describe, seal, export a city. 都市データ")
app.add_typer(scenario_commands.app, name="scenarios")

app.command(help="City data adopted on the page; show another / 採用した都市データの一覧と切り替え")(
    version_commands.versions
)
app.command(help="Begin a city with its wards / 区だけの都市データを作る")(new)
app.command(help="Build a city from downloads / ダウンロードしたファイルから作る")(build)

FolderArgument = Annotated[
    Path | None,
    typer.Argument(help="Folder of the city bundle (default: the one that is shown). 都市データのフォルダー"),
]


@app.command(help="List every error and warning of a city bundle / 誤りと注意をすべて挙げる")
def check(folder: FolderArgument = None, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List every error and warning of a city bundle."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.held_output import print_questions, question_documents
        from use_cases.check_bundle import check_city
        from use_cases.load_bundle import default_bundle_path

        found = check_city(folder or default_bundle_path())
        faults = found.faults
        refused = any(fault.severity is Severity.ERROR for fault in faults)
        if as_json:
            listed = [fault_document(fault) for fault in faults]
            groups, questions = group_documents(faults), question_documents(found)
            printer.json(
                {"ok": not refused, "faults": listed, "fault_groups": groups, "questions": questions}
            )
        elif faults:
            printer.faults(faults)
        if refused:
            raise typer.Exit(INPUT_ERROR)
        if not as_json:
            printer.line(printer.text("cli.bundle_sound", warnings=len(faults)))
            print_questions(printer, found)


@app.command(help="Say what a city bundle holds / 都市データの内容を示す")
def info(folder: FolderArgument = None, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Say what a city bundle holds."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.plan_output import print_bundle
        from use_cases.load_bundle import load_bundle

        print_bundle(printer, load_bundle(folder))


@app.command(help="Record files that were edited by hand (sha256) / 手で直したファイルを記録する")
def seal(
    folder: Annotated[Path, typer.Argument(help="Folder of the city bundle. 都市データのフォルダー")],
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record files that were edited by hand."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from use_cases.seal_bundle import seal_bundle

        changed = seal_bundle(folder)
        if as_json:
            printer.json({"ok": True, "changed": list(changed)})
            return
        for name in changed:
            printer.line(printer.text("cli.seal_file", file=name))
        printer.line(printer.text("cli.sealed", count=len(changed), folder=str(folder)))


@app.command(help="Write a city bundle as one GeoPackage for QGIS / GeoPackage に書き出す")
def export(
    out: Annotated[
        Path, typer.Option("--out", help="GeoPackage to make, such as city.gpkg. 書き出すファイル")
    ],
    folder: FolderArgument = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a city bundle as one GeoPackage for QGIS."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        if out.suffix.lower() != ".gpkg":
            raise typer.BadParameter("*.gpkg", param_hint="--out")
        from use_cases.export_bundle import export_bundle
        from use_cases.load_bundle import load_bundle

        printer.say("cli.reading")
        city = load_bundle(folder)
        printer.say("cli.writing")
        file = export_bundle(city, out)
        if as_json:
            printer.json({"ok": True, "file": str(file)})
        else:
            printer.line(printer.text("cli.written", file=str(file)))
