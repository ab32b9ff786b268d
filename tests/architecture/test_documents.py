"""What the documents say is there: links, pictures, commands, scenarios."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import typer

from data.bundle.scenario_file import parse_scenarios

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"(?:^|`)(?:\.venv/bin/)?sonae ([a-z][^`\n]*)", re.MULTILINE)


def _documents() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in listed.stdout.splitlines()]


def _text(document: Path) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def _anchors(document: Path) -> set[str]:
    """Anchors of the headings, as the usual viewers make them."""
    heads = [line.lstrip("#").strip() for line in _text(document).splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def _leads_somewhere(document: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (ROOT / document).parent / name if name else ROOT / document
    return target.exists() and (not anchor or anchor in _anchors(target.resolve().relative_to(ROOT)))


def test_every_link_leads_somewhere() -> None:
    links = [(document, link) for document in _documents() for link in _LINK.findall(_text(document))]
    own = [(document, link) for document, link in links if not link.startswith(("http://", "https://"))]
    assert len(own) > 100
    assert [f"{document}: {link}" for document, link in own if not _leads_somewhere(document, link)] == []


def _commands() -> list[str]:
    pages = ("README.md", "docs/guide/ja.md", "docs/guide/en.md")
    return sorted({line for page in pages for line in _COMMAND.findall(_text(Path(page)))})


def test_every_command_that_is_shown_exists_with_its_options() -> None:
    from sonae.cli import app

    whole = typer.main.get_command(app)
    for line in _commands():
        command = whole
        words = shlex.split(line.partition("#")[0])
        while hasattr(command, "commands"):
            assert words[0] in command.commands, line
            command = command.commands[words.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("page", ["README.md", "docs/guide/ja.md", "docs/guide/en.md"])
def test_a_make_target_that_is_named_exists(page: str) -> None:
    makefile = _text(Path("Makefile"))
    named = re.findall(r"(?:^|`)(?:SONAE_BUNDLE=\S+ )?make ([a-z]+)", _text(Path(page)), re.MULTILINE)
    assert named
    for target in named:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_readme_counts_the_scenarios_of_the_bundled_city() -> None:
    file = ROOT / "data" / "sakai" / "scenarios.toml"
    scenarios, faults = parse_scenarios(file.read_bytes(), file.name)
    assert faults == ()
    assert f"- {len(scenarios)} の想定:" in _text(Path("README.md"))


def test_pictures_are_small() -> None:
    for picture in (ROOT / "docs" / "images").glob("*.png"):
        assert picture.stat().st_size < 300_000
