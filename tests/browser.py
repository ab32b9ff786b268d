"""Starts a real browser that knows a Japanese font and asks nobody for anything."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from exports.fonts import font_path

_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """Start a browser; its font configuration goes into a folder."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no browser on this machine: apt-get install chromium")
    environment = {**os.environ, "FONTCONFIG_FILE": str(_japanese_fonts(folder))}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS, env=environment)
        yield browser
        browser.close()


def _japanese_fonts(folder: Path) -> Path:
    """Write a font configuration with a Japanese font; test machines often have none."""
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{font_path().parent}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return file
