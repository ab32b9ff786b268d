"""``sonae roster``: the template of a members list, and a check that stores nothing."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sonae.options import (
    INPUT_ERROR,
    BundleOption,
    JsonOption,
    LanguageOption,
    ending_in_words,
    make_printer,
)
from sonae.printing import fault_document

app = typer.Typer(no_args_is_help=True, help="Members lists of organisations. 班員名簿")


@app.command(help="Give an empty members list as CSV / 名簿のひな形（CSV）")
def template(
    org: Annotated[
        str,
        typer.Option("--org", help="Id or name of the organisation that fills it in. 組織IDか組織名"),
    ] = "",
    bundle: BundleOption = None,
    out: Annotated[Path | None, typer.Option("--out", help="File (default: standard output).")] = None,
    lang: LanguageOption = None,
) -> None:
    """Give an empty members list as CSV."""
    from use_cases.load_bundle import load_bundle
    from use_cases.upload_roster import roster_template, template_of
    from use_cases.write_file import write_new_file

    printer = make_printer(lang, as_json=False)
    with ending_in_words(printer):
        content = template_of(org, load_bundle(bundle).strength.organisations) if org else roster_template()
        if out is None:
            sys.stdout.buffer.write(content)
            return
        write_new_file(out, content)
        printer.say("cli.written", file=str(out))


@app.command(help="List the organisations and their ids / 組織IDと組織名の一覧")
def organisations(
    bundle: BundleOption = None, lang: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """List the organisations and their ids."""
    from use_cases.load_bundle import load_bundle

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        names = load_bundle(bundle).strength.organisations["name"].sort_index()
        if as_json:
            printer.json([{"org_id": org_id, "name": name} for org_id, name in names.items()])
            return
        headings = [printer.text("cli.squad.org_id"), printer.text("cli.squad.org_name")]
        printer.table(headings, [[str(org_id), str(name)] for org_id, name in names.items()])


@app.command(help="Check a members list; nothing is stored / 名簿を確かめる（保存しない）")
def check(
    file: Annotated[Path, typer.Argument(help="CSV: UTF-8 or Shift_JIS. 名簿のCSV")],
    bundle: BundleOption = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Year of the list (default: this year). 年")
    ] = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a members list; nothing is stored."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        import datetime as dt

        from data.bounded_input import is_file
        from domain.faults import Fault, InputError
        from use_cases.load_bundle import load_bundle
        from use_cases.upload_roster import upload_roster

        if not is_file(file):
            raise InputError([Fault("file_missing", file=str(file))])
        this_year = dt.datetime.now(tz=dt.UTC).year
        result = upload_roster(
            file.read_bytes(), load_bundle(bundle).strength, year=year or this_year, file=file.name
        )
        squads = result.counts.to_dict(orient="records")
        if as_json:
            faults = [fault_document(fault) for fault in result.faults]
            printer.json({"ok": not result.refused, "faults": faults, "squads": squads})
        elif result.faults:
            printer.faults(result.faults)
        if not as_json and squads:
            names = ("org_id", "post", "members", "over_75", "age_unknown", "day_yes", "night_yes")
            rows = [[_cell(printer.language, name, squad[name]) for name in names] for squad in squads]
            printer.table([printer.text(f"cli.squad.{name}") for name in names], rows)
        if result.refused:
            raise typer.Exit(INPUT_ERROR)


def _cell(language: str, name: str, value: object) -> str:
    from messages import catalogue

    return catalogue.text(language, f"post.{value}") if name == "post" else str(value)
