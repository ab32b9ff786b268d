"""No folder is left out of the import contracts, and the screens stay thin."""

import ast
import subprocess
import tomllib
from pathlib import Path

from tests.each import each

ROOT = Path(__file__).resolve().parents[2]
#: Python folders that no contract needs: nothing imports them.
OUTSIDE = {"tests", "bench", "mutation"}
THIN_ALLOWED = ("streamlit", "ui.session", "ui.components")


def _tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(line) for line in out.stdout.splitlines()]


def _pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _folders() -> set[str]:
    return {path.parts[0] for path in _tracked() if len(path.parts) > 1}


def test_every_top_level_folder_is_in_the_import_contract() -> None:
    layers = _pyproject()["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name.strip() for layer in layers for name in layer.split("|")}
    assert _folders() - OUTSIDE == named
    assert set(_pyproject()["tool"]["importlinter"]["root_packages"]) == named


def test_every_package_is_installed_and_type_checked() -> None:
    project = _pyproject()["tool"]
    packages = {".".join(path.parent.parts) for path in _tracked() if len(path.parts) > 1}
    packages = {name for name in packages if name.split(".")[0] not in OUTSIDE}
    assert packages - {"ui.components.map"} <= set(project["setuptools"]["packages"]) | {"ui.components.map"}
    assert _folders() - OUTSIDE == set(project["mypy"]["packages"])


def _imports(path: Path) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


SCREENS = [
    path for path in _tracked()
    if path == Path("app.py") or (path.parts[:2] == ("ui", "pages") and path.name != "__init__.py")
]  # fmt: skip


@each("path", SCREENS)
def test_a_screen_only_chooses_and_shows(path: Path) -> None:
    # The entry also hands the server's routes to Streamlit; it draws nothing itself.
    allowed = (*THIN_ALLOWED, "ui.server") if path == Path("app.py") else THIN_ALLOWED
    strange = {name for name in _imports(path) if not name.startswith(allowed)}
    assert not strange


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {part for path in _tracked() for part in path.with_suffix("").parts}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc"}


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path): lines for path in _tracked()
        if path.parts[0] != "tests"
        and (lines := len((ROOT / path).read_text(encoding="utf-8").splitlines())) > 400
    }  # fmt: skip
    assert not long
