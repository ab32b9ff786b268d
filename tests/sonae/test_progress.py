"""A bar is for people at a terminal: files and programs get nothing of it."""

import pytest

from sonae.printing import Printer


@pytest.mark.parametrize("as_json", [False, True])
def test_no_bar_where_nobody_looks(capsys: pytest.CaptureFixture[str], as_json: bool):
    printer = Printer("ja", chosen=True, as_json=as_json)
    with printer.progress("cli.reading", total=10) as advance:
        advance(4)
        advance(6)
    said = capsys.readouterr()
    assert said.out == ""
    assert "%" not in said.err


def test_a_bar_at_a_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    printer = Printer("ja", chosen=True, as_json=False)
    with printer.progress("cli.reading", total=10) as advance:
        advance(10)
    assert "100%" in capsys.readouterr().err
