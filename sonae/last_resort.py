"""What the command says when something of ours fails: a sentence and a file to send, no traceback."""

import datetime as dt
import importlib.metadata
import json
import os
import platform
import sys
import traceback
from pathlib import Path
from types import TracebackType

from messages import catalogue

#: Folder below Sonae's home that keeps what happened.
FOLDER = "errors"


def install() -> None:
    """Let every error that nobody catches end in words."""
    sys.excepthook = end_in_words


def end_in_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say what happened in all languages (or as JSON), and where the record of it lies."""
    if issubclass(kind, KeyboardInterrupt):
        return
    arguments = sys.argv[1:]
    record = _write_record("".join(traceback.format_exception(kind, error, trace)), arguments)
    given = ", ".join(argument for argument in arguments if _is_path(argument)) or "—"
    words = {
        language: catalogue.text(
            language, "cli.last_resort", files=given, record=str(record) if record else "—"
        )
        for language in catalogue.whole_languages()
    }
    if "--json" in arguments:
        found = {"ok": False, "error": kind.__name__, "record": str(record) if record else None}
        sys.stdout.write(json.dumps({**found, "words": words}, ensure_ascii=True, indent=2) + "\n")
        return
    lines = list(words.values())
    if record is None:
        # Nowhere to keep it: its name is better on the screen than nowhere.
        lines += traceback.format_exception_only(kind, error)
    for line in lines:
        sys.stderr.write(line.rstrip().encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def _write_record(trace: str, arguments: list[str]) -> Path | None:
    from storage.home import home_dir

    lines = [
        f"sonae {importlib.metadata.version('sonae') if _is_installed() else '-'}",
        f"python {platform.python_version()} {platform.platform()}",
        f"command: sonae {' '.join(arguments)}",
        "",
        trace,
    ]
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S")
    try:
        folder = home_dir() / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{now}-{os.getpid()}.txt"
        file.write_text("\n".join(lines), encoding="utf-8", errors="backslashreplace")
    except OSError:
        return None
    return file


def _is_installed() -> bool:
    return bool(importlib.metadata.packages_distributions().get("sonae"))


def _is_path(argument: str) -> bool:
    try:
        return Path(argument).exists()
    except (OSError, ValueError):
        return False
