"""``sonae store``: what an administrator does with the rosters' database."""

from pathlib import Path
from typing import Annotated

import typer

from domain.registers import RegisterName
from sonae.options import INPUT_ERROR, JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import Printer

app = typer.Typer(no_args_is_help=True, help="The rosters' database. 名簿の保存先")
FileArgument = Annotated[Path, typer.Argument(help="Backup file. バックアップのファイル")]


@app.command(help="Make the store, or bring it to the present form / 保存先を作る・新しい形にする")
def migrate(lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Make the store, or bring it to the present form."""
    from storage.store.migrate import newest_revision
    from storage.store.upkeep import Upkeep

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        upkeep, now = Upkeep(), newest_revision()
        found, backup_file = upkeep.migrate()
        if as_json:
            printer.json({"ok": True, "found": found, "now": now, "backup": _text(backup_file)})
            return
        if not found:
            printer.line(printer.text("cli.store.made", place=upkeep.place))
            printer.line(printer.text("cli.store.keys_apart", keys=upkeep.keys))
        elif backup_file is None:
            printer.line(printer.text("cli.store.present", now=now))
        else:
            printer.line(printer.text("cli.store.migrated", found=found, now=now))
            printer.line(printer.text("cli.store.backup_before", file=backup_file))


@app.command(help="Check rows, versions, keys and the audit log / 中身・鍵・操作の記録を確かめる")
def check(lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Check rows, versions, keys and the audit log."""
    from messages.store_words import store_sentence
    from storage.store.upkeep import Upkeep

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        problems = Upkeep().check()
        if as_json:
            found = [{"key": one.key, **one.details} for one in problems]
            printer.json({"ok": not problems, "problems": found})
        elif problems:
            for one in problems:
                printer.line(store_sentence(printer.language, one.key, one.details))
            printer.line(printer.text("cli.store.problems", count=len(problems)))
        else:
            printer.line(printer.text("cli.store.sound"))
        if problems:
            raise typer.Exit(INPUT_ERROR)


@app.command(help="Write a backup; the keys are not in it / バックアップを作る（暗号鍵は入らない）")
def backup(file: FileArgument, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Write a backup."""
    from storage.store.upkeep import Upkeep

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        upkeep = Upkeep()
        rows = sum(count for count, _ in upkeep.backup(file).tables.values())
        if as_json:
            printer.json({"ok": True, "rows": rows, "file": str(file), "keys": str(upkeep.keys)})
            return
        printer.line(printer.text("cli.store.backed_up", rows=rows, file=file))
        printer.line(printer.text("cli.store.keys_apart", keys=upkeep.keys))


@app.command(help="Put a backup in place of the store / バックアップから戻す")
def restore(file: FileArgument, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Put a backup in place of the store; what it held is backed up before."""
    from storage.store.upkeep import Upkeep

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        done = Upkeep().restore(file)
        if as_json:
            printer.json({
                "ok": True, "made_at": done.manifest.made_at, "before": _text(done.before),
                "set_aside": _text(done.set_aside),
            })  # fmt: skip
            return
        printer.line(printer.text("cli.store.restored", made_at=done.manifest.made_at))
        if done.before is not None:
            printer.line(printer.text("cli.store.backup_before", file=done.before))
        if done.set_aside is not None:
            printer.line(printer.text("cli.store.set_aside", file=done.set_aside))


@app.command(help="Make a new key and encrypt everything anew / 暗号鍵を新しくする")
def rotate(lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Make a new key and encrypt everything anew."""
    from storage.store.upkeep import Upkeep

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        upkeep = Upkeep()
        values = upkeep.rotate()
        if as_json:
            printer.json({"ok": True, "values": values, "keys": str(upkeep.keys)})
            return
        printer.line(printer.text("cli.store.rotated", values=values, keys=upkeep.keys))


@app.command(help="Delete a person for good, out of every version / 1人を、すべての版から完全に消す")
def forget(
    register: Annotated[RegisterName, typer.Argument(help="members, needs_help, opening_duty. 名簿")],
    name: Annotated[str, typer.Option("--name", help="Name; asked for if left out. 氏名")] = "",
    record: Annotated[
        list[str] | None,
        typer.Option("--record", help="Id, where several have the name. 記録のID"),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why, without a name; kept in the log. 理由（氏名は書かない）")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask. 確かめずに消す")] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Delete a person for good; it cannot be undone."""
    from storage.store.upkeep import Upkeep

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        upkeep = Upkeep()
        found = upkeep.find_person(
            register, name or str(typer.prompt(printer.text("cli.store.name"), err=True))
        )
        chosen = [one for one in found if record is None or one.record_id in record]
        if not chosen or (record is None and len(found) > 1):
            rows = [
                [one.record_id, one.org_id or one.district_id, one.born_on, str(one.rows)] for one in found
            ]
            heads = ("record", "list", "born_on", "rows")
            printer.table([printer.text(f"cli.store.forget_{head}") for head in heads], rows)
            printer.line(printer.text("cli.store.choose_record" if found else "cli.store.nobody"))
            raise typer.Exit(INPUT_ERROR)
        if not yes and not typer.confirm(printer.text("cli.store.forget_ask", count=len(chosen)), err=True):
            raise typer.Exit(INPUT_ERROR)
        done = upkeep.forget(register, [one.record_id for one in chosen], reason=reason)
        if as_json:
            printer.json({"ok": True, "rows": done.rows, "plans": done.plans, "files": done.files})
            return
        printer.line(printer.text("cli.store.forgotten", rows=done.rows, plans=done.plans))
        printer.line(printer.text("cli.store.forget_backups"))


def _asked(printer: Printer, key: str) -> str:
    return str(typer.prompt(printer.text(key), err=True))


def _text(file: Path | None) -> str | None:
    return None if file is None else str(file)
