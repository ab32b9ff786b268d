"""Options that several commands share, and how a command ends."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from domain.faults import InputError, SonaeError
from messages import catalogue
from sonae.printing import Printer

#: The input is at fault.
INPUT_ERROR = 1
#: The call is wrong.
CALL_ERROR = 2


class ReadinessList(StrEnum):
    """What the command ``readiness`` lists."""

    INDICATORS = "indicators"
    PRIORITIES = "priorities"
    DATA_DEBT = "data-debt"


BundleOption = Annotated[
    Path | None,
    typer.Option(
        "--bundle",
        help="City bundle (default: the one that the dashboard shows: adopted there, else SONAE_BUNDLE, else "
        "bundled Sakai). 都市データ（省略すると画面と同じもの）",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable output. 機械可読の出力")]
LanguageOption = Annotated[
    str | None,
    typer.Option("--lang", "--language", help="ja, en or ja_easy; else that of LANG, faults in both. 言語"),
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="Override a setting: key=value, repeatable. 設定の変更")
]
SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="TOML file of setting overrides. 設定ファイル")
]


def make_printer(language: str | None, *, as_json: bool) -> Printer:
    """Return the printer of a command.

    Raises
    ------
    typer.BadParameter
        When there is no such language.
    """
    if language is not None and language not in catalogue.languages():
        raise typer.BadParameter(", ".join(catalogue.languages()), param_hint="--lang")
    return Printer(language or _language_of_terminal(), chosen=language is not None, as_json=as_json)


def _language_of_terminal() -> str:
    """Return the language that the terminal is set to, Japanese where it is none of the catalogue's."""
    # The first that is set decides, as for every program of the system.
    said = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    code = re.split(r"[_.@]", said)[0]
    return code if code in catalogue.whole_languages() else catalogue.DEFAULT_LANGUAGE


@contextmanager
def ending_in_words(printer: Printer) -> Iterator[None]:
    """End a command with every fault in words and exit code 1 where the input is at fault."""
    try:
        yield
    except SonaeError as error:
        printer.error(error)
        raise typer.Exit(INPUT_ERROR) from error


def read_overrides(pairs: list[str] | None, file: Path | None) -> dict[str, str]:
    """Return setting overrides: those of a file, then those of the call.

    Raises
    ------
    typer.BadParameter
        When a pair has no ``=``.
    domain.faults.InputError
        When the file is at fault.
    """
    from data.bounded_input import TOML_BYTES, read_bounded
    from data.bundle.scenario_file import parse_settings

    overrides: dict[str, str] = {}
    if file is not None:
        overrides, faults = parse_settings(read_bounded(file, limit=TOML_BYTES, name=str(file)), file.name)
        if faults:
            raise InputError(faults)
    for pair in pairs or []:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise typer.BadParameter(f"{pair!r}: key=value", param_hint="--set")
        overrides[key.strip()] = value.strip()
    return overrides
