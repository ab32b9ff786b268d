"""The commands and programs that README and guide show run on the bundled city as they stand there."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from exports.plan_json import plan_document
from sonae import read_bundle
from sonae.cli import app
from tests.made import make_city

pytestmark = pytest.mark.city

ROOT = Path(__file__).resolve().parents[2]
_PAGES = ("README.md", "docs/guide/ja.md", "docs/guide/en.md")
_SHOWN = re.compile(r"(?:^|`)(?:\.venv/bin/)?sonae ([a-z][^`\n]*)", re.MULTILINE)
#: The example with it has a test of its own.
_ADDED_SEATS = "network.added_seats="
_PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
#: Commands that need a file of the user's, that go on until they are stopped, or that are only named.
_ELSEWHERE = re.compile(
    r"import |serve|store |account |verify |crowding |whatif |sweep |bundle (check|info)$|bundle (new|build) "
    r"|block$|plan --set (key=value|キー=値)$|plan --scenario \S+$"
)


def _shown() -> list[str]:
    texts = [(ROOT / page).read_text(encoding="utf-8") for page in _PAGES]
    found = {line.strip() for said in texts for line in _SHOWN.findall(said)}
    return sorted({"bundle info", *(line for line in found if not _ELSEWHERE.match(line))})


def _run(line: str, folder: Path) -> Result:
    """Run a line as it is shown; what it writes, and the user's own city, lie in a folder."""
    words = [word.replace("~", str(folder)) for word in shlex.split(line)]
    if "--out" in words:
        at = words.index("--out") + 1
        words[at] = str(folder / words[at])
    return CliRunner().invoke(app, words)


@pytest.fixture
def users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the user's, with the copy of the bundled city that the guide has him make."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("SONAE_BUNDLE", raising=False)
    shutil.copytree("data/sakai", tmp_path / "my-city")
    (tmp_path / "out").mkdir()
    return tmp_path


def _run_as_it_stands(line: str, folder: Path) -> Result:
    result = _run(line, folder)
    assert result.exit_code == 0, result.output
    assert "⟦" not in result.output
    return result


@pytest.mark.parametrize("line", [line for line in _shown() if _ADDED_SEATS not in line])
def test_a_command_that_is_shown_runs_as_it_stands(line: str, users_folder: Path) -> None:
    result = _run_as_it_stands(line, users_folder)
    out = re.search(r"--out (\S+)", line)
    if out:
        assert (users_folder / out[1]).exists()
    else:
        assert result.output.strip()


def test_the_pages_show_these_kinds_of_commands() -> None:
    # A page that loses its examples would leave the test above with nothing to run.
    kinds = {" ".join(line.split()[:2]) for line in _shown()}
    assert {"plan --scenario", "readiness --ward", "roster check", "bundle check", "bundle seal"} <= kinds
    assert any("network.closed_crossings=" in line for line in _shown())
    assert any(_ADDED_SEATS in line for line in _shown())


@pytest.mark.parametrize("page", [page for page in _PAGES if "guide" in page])
def test_the_commands_of_the_store_run_one_after_the_other(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SONAE_DATABASE_URL", raising=False)
    lines = [line for line in _SHOWN.findall((ROOT / page).read_text(encoding="utf-8")) if "store " in line]
    assert [line.split()[1] for line in lines] == ["migrate", "check", "backup", "restore", "rotate"]
    for line in lines:
        result = CliRunner().invoke(app, shlex.split(line.replace("FILE", str(tmp_path / "backup"))))
        assert result.exit_code == 0, (line, result.output)
        assert "⟦" not in result.output


def test_the_streets_that_a_page_shows_blocked_are_in_the_city() -> None:
    # ``whatif`` itself takes too long to run here.
    named = {
        name
        for page in _PAGES
        for name in re.findall(r"--close (\S+)", (ROOT / page).read_text(encoding="utf-8"))
    }
    assert named
    assert named <= set(read_bundle().streets["name"])


def test_the_seats_of_the_guides_example_are_added_where_it_says(users_folder: Path) -> None:
    (line,) = (line for line in _shown() if _ADDED_SEATS in line)
    place_id, added = re.search(r"network\.added_seats=(\w+):(\d+)", line).groups()  # type: ignore[union-attr]
    scenario_id, out = re.search(r"--scenario (\S+) .*--out (\S+)", line).groups()  # type: ignore[union-attr]
    _run_as_it_stands(line, users_folder)
    said = json.loads((users_folder / out / "plan.json").read_text(encoding="utf-8"))
    plain = plan_document(*make_city(scenario_id))
    assert said["measures"]
    assert not plain["measures"]
    with_seats, without = (
        {place["id"]: place["capacity_persons"] for place in document["places"]}[place_id]
        for document in (said, plain)
    )
    assert with_seats == without + int(added)


def test_the_programs_of_the_readme_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    programs = _PROGRAM.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(programs) == 4
    names: dict[str, object] = {}
    for program in programs:
        exec(compile(program, "README.md", "exec"), names)
    assert "too_late" in capsys.readouterr().out
    assert "集合場所" in (tmp_path / "map.html").read_text(encoding="utf-8")
