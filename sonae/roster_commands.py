"""``sonae roster``: templates of lists, and a check that stores nothing (``roster_versions`` stores)."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sonae.options import (
    INPUT_ERROR,
    BundleOption,
    JsonOption,
    LanguageOption,
    ending_in_words,
    make_printer,
)
from sonae.printing import Printer, fault_document

if TYPE_CHECKING:
    import pandas as pd

    from domain.bundle import CityBundle
    from use_cases.read_needs_help import NeedsHelpReading
    from use_cases.upload_roster import RosterChoices, RosterUpload

app = typer.Typer(no_args_is_help=True, help="Members lists of organisations. 班員名簿")


class Kind(StrEnum):
    """The two lists, which never mix."""

    MEMBERS = "members"
    NEEDS_HELP = "needs-help"


KindArgument = Annotated[Kind, typer.Argument(help="members or needs-help. 班員名簿か避難行動要支援者名簿")]


@app.command(help="Give an empty list: .xlsx or CSV by the name / 名簿のひな形（.xlsx か CSV）")
def template(
    kind: KindArgument = Kind.MEMBERS,
    org: Annotated[
        str,
        typer.Option(
            "--org", help="Id, name or district of the organisation that fills it in. 組織ID・組織名・校区名"
        ),
    ] = "",
    bundle: BundleOption = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="File .xlsx or .csv (default: CSV to standard output)."),
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Give an empty list as .xlsx or CSV."""
    from community.roster_columns import FORMS, RosterKind
    from exports.roster_template import template_csv, template_workbook
    from use_cases.load_bundle import load_bundle
    from use_cases.write_file import write_new_file

    printer = make_printer(lang, as_json=False)
    with ending_in_words(printer):
        form = FORMS[RosterKind[kind.name]]
        city = load_bundle(bundle) if org else None
        org_id, name = _called(city, org) if city else ("", "")
        if out is None:
            sys.stdout.buffer.write(template_csv(form, org_id, name))
            return
        if out.suffix.lower() == ".xlsx":
            content = template_workbook(form, printer.language, org_id=org_id, org_name=name)
        else:
            content = template_csv(form, org_id, name)
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


@app.command(help="Check a list; nothing is stored / 名簿を確かめる（保存しない）")
def check(
    file: Annotated[Path, typer.Argument(help="CSV (UTF-8, Shift_JIS, UTF-16) or Excel (.xlsx). 名簿")],
    kind: Annotated[Kind, typer.Option("--kind", help="Which list. 名簿の種類")] = Kind.MEMBERS,
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook. シート")] = "",
    org: Annotated[
        str, typer.Option("--org", help="Whose list it is, where it does not say. 組織ID・組織名・校区名")
    ] = "",
    ward: Annotated[
        str, typer.Option("--ward", help="Code of the ward that it must keep to. 区のコード")
    ] = "",
    against: Annotated[
        Path | None, typer.Option("--against", help="Earlier list to compare with. 比べる前の名簿")
    ] = None,
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Who is missing is removed. いない人を削除とみなす")
    ] = False,
    remarks: Annotated[
        Path | None, typer.Option("--remarks", help="Write the list back with remarks. 確認事項を付けた名簿")
    ] = None,
    bundle: BundleOption = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Year of the list (default: this year). 年")
    ] = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a list; nothing is stored."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        import datetime as dt

        from data.readers.sheet_file import read_list
        from use_cases.load_bundle import load_bundle

        content = read_list(file)
        city = load_bundle(bundle)
        this_year = year or dt.datetime.now(tz=dt.UTC).year
        if kind is Kind.NEEDS_HELP:
            from use_cases.read_needs_help import read_needs_help

            names = {str(key): str(name) for key, name in city.districts["name"].items()}
            reading = read_needs_help(content, names, year=this_year, file=file.name, sheet=sheet)
            _say_needs_help(printer, reading, as_json=as_json)
            _write_remarks(printer, remarks, content, file, kind, reading)
            refused = reading.refused
        else:
            from use_cases.upload_roster import upload_roster

            choices = list_choices(city, sheet, org, ward)
            result = upload_roster(content, city.strength, year=this_year, file=file.name, choices=choices)
            earlier = None
            if against is not None:
                earlier = upload_roster(
                    read_list(against), city.strength, year=this_year, file=against.name, choices=choices
                ).members
            _say_members(printer, result, earlier, remove_missing=remove_missing, as_json=as_json)
            _write_remarks(printer, remarks, content, file, kind, result)
            refused = result.refused
        if refused:
            raise typer.Exit(INPUT_ERROR)


def _called(city: "CityBundle", org: str) -> tuple[str, str]:
    """Return id and name of an organisation called by id, name or district."""
    from use_cases.upload_roster import organisation_of

    names = {str(key): str(name) for key, name in city.districts["name"].items()}
    return organisation_of(org, city.strength.organisations, names)


def list_choices(city: "CityBundle", sheet: str, org: str, ward: str) -> "RosterChoices":
    """Return what the call says of the file."""
    from community.roster import RosterContext
    from use_cases.upload_roster import RosterChoices

    districts = city.districts
    if ward and ward not in city.wards.index:
        raise typer.BadParameter(", ".join(city.wards.index), param_hint="--ward")
    own = frozenset(districts.index[districts["ward_code"] == ward]) if ward else None
    org_id = _called(city, org)[0] if org else ""
    names = {str(key): str(name) for key, name in districts["name"].items()}
    return RosterChoices(sheet=sheet, context=RosterContext(names, org_id, own))


def _say_members(
    printer: Printer,
    result: "RosterUpload",
    earlier: "pd.DataFrame | None",
    *,
    remove_missing: bool,
    as_json: bool,
) -> None:
    squads = result.counts.to_dict(orient="records")
    changes = _changes(result, earlier, remove_missing=remove_missing)
    if as_json:
        document = {
            "ok": not result.refused,
            "faults": [fault_document(fault) for fault in result.faults],
            "squads": squads,
            "readings": result.readings.to_dict(orient="records"),
            "duplicates": result.duplicates.to_dict(orient="records"),
        }
        printer.json(document if earlier is None else {**document, "changes": changes})
        return
    printer.faults(result.faults)
    _say_readings(printer, result.readings)
    if len(result.duplicates):
        headings = [printer.text(f"cli.duplicate.{name}") for name in ("line", "other_line", "reason")]
        rows = [
            [str(line), str(other), printer.text(f"duplicate_reason.{reason}")]
            for line, other, reason in result.duplicates.itertuples(index=False)
        ]
        printer.table(headings, rows, title=printer.text("cli.duplicate.title"))
    if squads:
        names = ("org_id", "post", "members", "over_75", "age_unknown", "day_yes", "night_yes")
        rows = [[_cell(printer, name, squad[name]) for name in names] for squad in squads]
        printer.table([printer.text(f"cli.squad.{name}") for name in names], rows)
        if result.refused:
            printer.line(printer.text("cli.squad.without_faulty"))
    if changes:
        headings = [printer.text("cli.change.change"), printer.text("cli.change.people")]
        counted = [[printer.text(f"roster_change.{key}"), f"{count:,}"] for key, count in changes.items()]
        printer.table(headings, counted)


def _changes(
    result: "RosterUpload", earlier: "pd.DataFrame | None", *, remove_missing: bool
) -> dict[str, int]:
    """Return how many people the list adds, changes, removes, keeps and leaves as they are."""
    from community.roster_difference import RosterChange, compare_rosters

    if earlier is None:
        return {}
    change = compare_rosters(earlier, result.members, remove_missing=remove_missing)["change"]
    return {str(kind): int((change == kind.value).sum()) for kind in RosterChange}


def _say_needs_help(printer: Printer, reading: "NeedsHelpReading", *, as_json: bool) -> None:
    if as_json:
        faults = [fault_document(fault) for fault in reading.faults]
        readings = reading.readings.to_dict(orient="records")
        people = len(reading.people)
        printer.json({"ok": not reading.refused, "faults": faults, "people": people, "readings": readings})
        return
    printer.faults(reading.faults)
    _say_readings(printer, reading.readings)
    if not reading.refused:
        printer.line(printer.text("cli.people_read", count=f"{len(reading.people):,}"))


def _say_readings(printer: Printer, readings: "pd.DataFrame") -> None:
    """Say what was read otherwise than written, by rule and column with the number of rows."""
    if readings.empty:
        return
    counts = readings.groupby(["rule", "column"], sort=True)["line"].agg(["size", "min"])
    rows = [
        [printer.text(f"reading_rule.{rule}"), str(column), f"{size:,}", str(first)]
        for (rule, column), (size, first) in zip(counts.index, counts.to_numpy().tolist(), strict=True)
    ]
    headings = [printer.text(f"cli.read_as.{name}") for name in ("rule", "column", "rows", "first")]
    printer.table(headings, rows, title=printer.text("cli.read_as.title"))


def _write_remarks(
    printer: Printer,
    out: Path | None,
    content: bytes,
    file: Path,
    kind: Kind,
    result: "RosterUpload | NeedsHelpReading",
) -> None:
    """Write the list back with its remarks; the ending of the name follows what it is."""
    if out is None or not result.header_line:
        return
    from community.roster_columns import FORMS, RosterKind
    from use_cases.give_back_roster import give_back_roster
    from use_cases.write_file import write_new_file

    given, ending = give_back_roster(
        content,
        file.name,
        FORMS[RosterKind[kind.name]],
        sheet=result.sheet.name,
        header_line=result.header_line,
        marks=result.marks,
        language=printer.language,
    )
    target = out.with_suffix(ending)
    write_new_file(target, given)
    printer.say("cli.written", file=str(target))


def _cell(printer: Printer, name: str, value: object) -> str:
    return printer.text(f"post.{value}") if name == "post" else str(value)
