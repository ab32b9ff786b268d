"""``sonae bundle versions``: the city data that were adopted on the page, and which are shown."""

from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import Printer

if TYPE_CHECKING:
    from storage.city_versions import CityEvent
    from use_cases.city_versions import CityHistory


def versions(
    show: Annotated[
        int | None, typer.Option("--show", min=0, help="Show this one to all; 0 is the original. 表示する版")
    ] = None,
    account: Annotated[
        str,
        typer.Option("--account", help="Login name of headquarters, where there are accounts. 利用者名"),
    ] = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the city data that were shown, the newest first; or show another."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from use_cases.city_versions import city_history

        found = city_history()
        if show is not None:
            event = _show(printer, found, show, account)
            if as_json:
                printer.json({"ok": True, "shown": event.version})
            else:
                printer.line(printer.text("city_version.went_back", version=_name(printer, event)))
            return
        if as_json:
            printer.json({
                "ok": True,
                "original": str(found.original),
                "is_original_changed": found.is_original_changed,
                "versions": [asdict(one) for one in found.versions],
            })  # fmt: skip
            return
        for line in _lines(printer, found):
            printer.line(line)


def _show(printer: Printer, found: "CityHistory", number: int, account: str) -> "CityEvent":
    from sonae.roster_versions import signed_in
    from storage.store.store import Store
    from storage.store.upkeep import Upkeep
    from use_cases.city_versions import show_version

    after = found.events[0].number if found.events else 0
    with ExitStack() as stack:
        store, reader = None, None
        if account:
            store, reader = stack.enter_context(signed_in(printer, account))
        elif Upkeep().is_there:
            store = Store.open()
            stack.callback(store.close)
        return show_version(number, after=after, reader=reader, store=store)


def _name(printer: Printer, event: "CityEvent") -> str:
    from presentation.city_version_words import version_text
    from presentation.words import Words

    if not event.folder:
        return printer.text("city_version.original")
    return version_text(event.version, event.at, Words(printer.language))


def _lines(printer: Printer, found: "CityHistory") -> list[str]:
    from presentation.listed_squads import local_minute

    lines = []
    for one in found.versions:
        state = "shown" if one.is_shown else "" if one.is_kept else "gone"
        said = {"state": printer.text(f"city_version.state_{state}") if state else ""}
        if one.adopted is None:
            lines.append(printer.text("city_version.listed_original", folder=str(found.original), **said))
            continue
        what = printer.text(f"city_version.what.{one.adopted.what}")
        at = local_minute(one.adopted.at)
        lines.append(printer.text("city_version.listed", number=one.number, at=at, what=what, **said))
        lines += [f"    {file.name}  {file.sha256}" for file in one.adopted.files]
    if found.is_original_changed:
        lines.append(printer.text("city_version.original_changed"))
    return lines
