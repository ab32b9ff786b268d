"""Rows of registers are selected in one module, where each query carries the rights of its reader."""

import ast
from pathlib import Path

from storage.store import queries

FOLDER = Path(queries.__file__).parent
#: They look at every row, for nobody: whether it is sound, to seal it anew, to count without
#: a person, to delete one.
UPKEEP = {"check.py", "rotation.py", "strength_counts.py", "forgetting.py"}


def _selecting(source: str) -> list[int]:
    """Return lines in which something is selected from what ``register_tables`` holds."""
    tree = ast.parse(source)
    tables = {"register_tables"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and "register_tables" in ast.unparse(node.value):
            tables |= {
                name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)
            }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("select")
        and tables & {name.id for one in node.args for name in ast.walk(one) if isinstance(name, ast.Name)}
    ]


def test_no_other_module_selects_rows_of_registers():
    found = {file.name: _selecting(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.py")}
    assert found.pop("queries.py")
    assert {name for name, lines in found.items() if lines} <= UPKEEP


def test_a_select_elsewhere_is_found():
    assert _selecting("table = register_tables[one]\nquery = sa.select(table.c.name)\n") == [2]
    assert _selecting("table = versions\nquery = sa.select(table)\n") == []
