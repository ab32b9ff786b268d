"""Every official source is named once, with its terms; downloads lead to its own hosts only."""

import ast
from pathlib import Path
from urllib.parse import urlsplit

import data
from data.official_sources import official_source, official_sources
from data.readers.ksj_hazards import EDITIONS

ROOT = Path(data.__file__).parent.parent
#: Sources that are no publisher's: what a bundle's head says, what the user says, proposals of ours.
OWN_WORDS = {
    "data/bundle/head.py",
    "data/build_config.py",
    "use_cases/edit_scenarios.py",
    "use_cases/propose_scenarios.py",
}


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Return every call of a function in what reads and takes in files, by the file that it stands in."""
    files = [file for folder in ("data", "use_cases") for file in sorted((ROOT / folder).rglob("*.py"))]
    return [
        (file.relative_to(ROOT).as_posix(), node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_nobody_names_a_source_beside_the_list():
    where = {file for file, _ in calls("Source")} - {"data/official_sources.py"}
    assert where <= OWN_WORDS


def test_every_source_that_is_asked_for_is_on_the_list():
    asked = [
        call.args[0].value for _, call in calls("official_source") if isinstance(call.args[0], ast.Constant)
    ]
    assert len(asked) >= 8
    assert {*asked, *(f"ksj_{one.dataset.lower()}" for one in EDITIONS)} <= set(official_sources())


def test_a_source_is_whole_in_both_languages():
    for key in official_sources():
        source = official_source(key, "2026")
        assert source.date == "2026"
        assert all((source.name, source.name_en, source.licence, source.licence_en)), key
        assert len(source.notices) == len(source.notices_en), key


def test_no_host_is_an_address_of_another_form():
    for source in official_sources().values():
        assert all(host == urlsplit(f"https://{host}/").hostname for host in source.hosts)
        assert bool(source.hosts) == bool(source.page)
