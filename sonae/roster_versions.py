"""``sonae roster commit|history|compare|undo``: lists in the store, by an account and its password."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from domain.registers import Role
from sonae import roster_commands
from sonae.options import (
    INPUT_ERROR,
    BundleOption,
    JsonOption,
    LanguageOption,
    ending_in_words,
    make_printer,
)
from sonae.printing import Printer
from sonae.roster_commands import Kind, list_choices

if TYPE_CHECKING:
    from domain.bundle import CityBundle
    from domain.registers import RegisterName
    from storage.store.differences import Differences, Preview
    from storage.store.reader import Reader
    from storage.store.store import Store
    from use_cases.commit_list import ReadyList

#: The commands of ``sonae roster`` with those that need no store.
app = roster_commands.app
AccountOption = Annotated[
    str,
    typer.Option("--account", help="Login name; the password is asked for. 利用者名"),
]
KindOption = Annotated[Kind, typer.Option("--kind", help="Which list. 名簿の種類")]


@app.command(help="Put a list into the store, or nothing of it / 名簿を保存する（全部か、何も変えないか）")
def commit(
    file: Annotated[Path, typer.Argument(help="CSV or Excel (.xlsx). 名簿")],
    account: AccountOption,
    kind: KindOption = Kind.MEMBERS,
    sheet: Annotated[str, typer.Option("--sheet", help="Sheet of a workbook. シート")] = "",
    org: Annotated[
        str, typer.Option("--org", help="Whose list it is, where it does not say. 組織IDか組織名")
    ] = "",
    ward: Annotated[
        str, typer.Option("--ward", help="Code of the ward that it must keep to. 区のコード")
    ] = "",
    district: Annotated[
        str, typer.Option("--district", help="District of rows that name none (needs-help). 校区のID")
    ] = "",
    remove_missing: Annotated[
        bool, typer.Option("--remove-missing", help="Who is missing is removed. いない人を消す")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask before it is saved. 確かめずに保存する")
    ] = False,
    bundle: BundleOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a list into the store."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from data.readers.sheet_file import read_list
        from storage.store.store import UploadedFile
        from use_cases.commit_list import commit_list, look_at_list
        from use_cases.load_bundle import load_bundle

        content, city = read_list(file), load_bundle(bundle)
        ready = _ready(printer, city, content, file.name, kind, (sheet, org, ward, district))
        with signed_in(printer, account) as (store, reader):
            ready, seen = look_at_list(store, reader, city, ready, removes=remove_missing)
            if not as_json:
                _say_counts(printer, seen.differences, removes=remove_missing)
                _warn(printer, city, ready, seen)
            if seen.changes_nothing or not (
                yes or as_json or typer.confirm(printer.text("cli.roster.ask"), err=True)
            ):
                committed = None
            else:
                named = UploadedFile(file.name, content)
                committed = commit_list(store, reader, ready, seen, file=named)
        version = None if committed is None else committed.version
        if as_json:
            printer.json({"ok": True, "version": version, **_counts(seen.differences)})
        elif version is None:
            printer.line(printer.text("cli.roster.nothing"))
        else:
            printer.line(printer.text("cli.roster.committed", version=version))


@app.command(help="List the versions of the lists that the account sees / 名簿の版の一覧")
def history(
    account: AccountOption,
    kind: KindOption = Kind.MEMBERS,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """List versions, the newest first."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer), signed_in(printer, account) as (store, reader):
        found = store.history(reader, _register(kind))
        files = {one.version: one.name for one in store.uploads(reader, _register(kind))}
        found = found.assign(
            account=found["account"].map(_logins(store, reader)).fillna(found["account"]),
            file=found["version_id"].map(files),
        )
        rows = found.astype(object).where(found.notna(), None)
        if as_json:
            printer.json(rows.to_dict(orient="records"))
            return
        names = (
            "version_id", "made_at", "account", "undoes", "scope_id", "added", "changed", "removed", "file",
        )  # fmt: skip
        headings = [printer.text(f"cli.roster.{name}") for name in names]
        from presentation.listed_squads import local_minute

        # A reader of words sees the clock of the page; the file of --json keeps the store's own.
        cells = rows.assign(made_at=rows["made_at"].map(local_minute))[list(names)].itertuples(index=False)
        printer.table(headings, [["" if one is None else str(one) for one in row] for row in cells])


def _logins(store: "Store", reader: "Reader") -> dict[str, str]:
    """Return login names by account, as far as the reader may know them."""
    if reader.role is not Role.HEADQUARTERS:
        return {}
    return {one.account_id: one.login for one in store.accounts.list(reader)}


@app.command(help="Count what differs between two versions / 2つの版の違い")
def compare(
    earlier: Annotated[int, typer.Argument(help="Earlier version; 0: before the first. 前の版")],
    later: Annotated[int, typer.Argument(help="Later version. 後の版")],
    account: AccountOption,
    kind: KindOption = Kind.MEMBERS,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Count what differs; the rows themselves are shown on the page alone."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer), signed_in(printer, account) as (store, reader):
        found = store.compare(reader, _register(kind), earlier, later)
        if as_json:
            printer.json(_counts(found))
        else:
            _say_counts(printer, found, removes=True)


@app.command(help="Take a version back / 版を取り消す")
def undo(
    version: Annotated[int, typer.Argument(help="Version. 版")],
    account: AccountOption,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a version back, unless a later one changed the same lists."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer), signed_in(printer, account) as (store, reader):
        done = store.undo(reader, version)
        if as_json:
            printer.json({"ok": True, "version": done.version})
        else:
            printer.line(printer.text("cli.roster.undone", version=version))


@contextmanager
def signed_in(printer: Printer, login: str) -> Iterator[tuple["Store", "Reader"]]:
    """Sign in for one command; the password is never an argument, which other users of the machine see."""
    from storage.store.errors import ForbiddenError
    from storage.store.store import Store

    store = Store.open()
    try:
        made = store.sign_ins.sign_in(login, _password(printer))
        try:
            if made.account.must_change:
                raise ForbiddenError("signed_out")
            yield store, made.account.reader
        finally:
            store.sign_ins.sign_out(made.token)
    finally:
        store.close()


def _password(printer: Printer) -> str:
    return str(typer.prompt(printer.text("cli.roster.password"), hide_input=True, err=True))


def _ready(
    printer: Printer,
    city: "CityBundle",
    content: bytes,
    file: str,
    kind: Kind,
    said: tuple[str, str, str, str],
) -> "ReadyList":
    """Return the list where it is sound; else say every fault."""
    import datetime as dt

    from use_cases.commit_list import ready_members, ready_needs_help
    from use_cases.read_needs_help import read_needs_help
    from use_cases.upload_roster import upload_roster

    sheet, org, ward, district = said
    year = dt.datetime.now(tz=dt.UTC).year
    choices = list_choices(city, sheet, org, ward)
    if kind is Kind.NEEDS_HELP:
        context = choices.context
        reading = read_needs_help(
            content, context.district_names, year=year, file=file, sheet=sheet,
            own_districts=context.own_districts,
        )  # fmt: skip
        printer.faults(reading.faults)
        if reading.refused:
            raise typer.Exit(INPUT_ERROR)
        return ready_needs_help(reading, city, district_id=district)
    upload = upload_roster(content, city.strength, year=year, file=file, choices=choices)
    printer.faults(upload.faults)
    if upload.refused:
        raise typer.Exit(INPUT_ERROR)
    return ready_members(upload, city)


def _register(kind: Kind) -> "RegisterName":
    from domain.registers import RegisterName

    return RegisterName.MEMBERS if kind is Kind.MEMBERS else RegisterName.NEEDS_HELP


def _warn(printer: Printer, city: "CityBundle", ready: "ReadyList", seen: "Preview") -> None:
    """Say which squads would have more than one leader."""
    from domain.registers import RegisterName
    from presentation.listed_squads import several_leaders_words
    from presentation.words import Words
    from use_cases.commit_list import rows_after

    if ready.register is RegisterName.MEMBERS:
        names = {str(key): str(name) for key, name in city.strength.organisations["name"].items()}
        said = several_leaders_words(rows_after(ready, seen), names, Words(printer.language))
        if said:
            printer.line(said)


def _counts(found: "Differences") -> dict[str, int]:
    return {
        "added": len(found.added),
        "changed": len(found.after),
        "unchanged": found.unchanged,
        "missing": len(found.removed),
    }


def _say_counts(printer: Printer, found: "Differences", *, removes: bool) -> None:
    counts = _counts(found)
    missing = counts.pop("missing")
    counted = {**counts, "removed" if removes else "kept": missing}
    printer.table(
        [printer.text("cli.change.change"), printer.text("cli.change.people")],
        [[printer.text(f"roster_change.{key}"), f"{count:,}"] for key, count in counted.items()],
    )
