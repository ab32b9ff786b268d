"""An error of ours ends in a sentence in both languages, or JSON, with the file to send; no traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sonae import last_resort

#: The command with a check that fails in a way that nobody foresaw.
BROKEN = """
import sys
import use_cases.check_bundle as module
def fail(folder):
    raise ZeroDivisionError("見本")
module.check_city = fail
sys.argv[0] = "sonae"
from sonae.cli import main
main()
"""


def broken(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BROKEN, "bundle", "check", *arguments],
        env={**os.environ, "SONAE_HOME": str(tmp_path / "home"), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_is_said_in_both_languages_with_input_and_record(tmp_path: Path):
    done = broken(tmp_path, str(tmp_path))
    (record,) = (tmp_path / "home" / "errors").iterdir()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for part in ("思いがけない誤り", "did not expect", str(record), f"（{tmp_path}）"):
        assert part in done.stderr
    text = record.read_text(encoding="utf-8")
    assert "ZeroDivisionError: 見本" in text
    assert f"command: sonae bundle check {tmp_path}" in text


def test_as_json_it_is_a_document(tmp_path: Path):
    done = broken(tmp_path, "--json")
    document = json.loads(done.stdout)
    assert (document["ok"], document["error"], set(document["words"])) == (
        False,
        "ZeroDivisionError",
        {"ja", "en"},
    )
    assert Path(document["record"]).is_file()
    assert done.stderr == ""


def test_where_nothing_can_be_written_the_error_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sys, "argv", ["sonae", "bundle", "check"])
    error = ValueError("\ud800")
    last_resort.end_in_words(ValueError, error, None)
    said = capsys.readouterr().err
    assert "ValueError: \\ud800" in said
    assert "Traceback" not in said
