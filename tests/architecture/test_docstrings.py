"""Every public function of the core says what it takes, what it gives and what it raises.

Sections after numpydoc; ruff checks what stands in them (``make lint``), this test that they are
there.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hazard", "shelters", "community", "evacuation", "planning")
FILES = sorted(file.relative_to(ROOT) for package in PACKAGES for file in (ROOT / package).rglob("*.py"))
_SECTION = re.compile(r"^(\w+)\n-{3,}\n", re.MULTILINE)


def _functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    """Give public functions, and public methods of public classes; properties are described as values."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _functions(node.body)
        elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            names = {name.id for name in node.decorator_list if isinstance(name, ast.Name)}
            if not names & {"property", "cached_property"}:
                yield node


def _sections(docstring: str) -> dict[str, str]:
    parts = _SECTION.split(docstring)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _parameters(function: ast.FunctionDef) -> set[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return {argument.arg for argument in every} - {"self", "cls"}


def faults(function: ast.FunctionDef) -> list[str]:
    """Return what the docstring of a function lacks."""
    sections = _sections(ast.get_docstring(function) or "")
    headings = re.findall(r"^(\S.*)$", sections.get("Parameters", ""), re.MULTILINE)
    named = {name.strip() for heading in headings for name in heading.split(" : ")[0].split(",")}
    found = [f"parameter {name}" for name in sorted(_parameters(function) - named)]
    returns = function.returns is not None and ast.unparse(function.returns) != "None"
    if returns and not {"Returns", "Yields"} & set(sections):
        found.append("Returns")
    if any(isinstance(node, ast.Raise) for node in ast.walk(function)) and "Raises" not in sections:
        found.append("Raises")
    return found


def test_public_functions_say_what_they_take_give_and_raise() -> None:
    trees = {file: ast.parse((ROOT / file).read_text(encoding="utf-8")) for file in FILES}
    lacking = {
        f"{file}: {function.name}": faults(function)
        for file, tree in trees.items()
        for function in _functions(tree.body)
    }
    assert len(lacking) > 400
    assert {name: found for name, found in lacking.items() if found} == {}


def test_what_lacks_is_found() -> None:
    (function,) = ast.parse('def f(a: int, *, b: int) -> int:\n    """Do."""\n    raise E').body
    assert isinstance(function, ast.FunctionDef)
    assert faults(function) == ["parameter a", "parameter b", "Returns", "Raises"]
