"""Small faults are found in a source, each changes one place, and each compiles."""

import pytest

from mutation.mutants import find_mutants
from tests.each import each


def changed(source: str) -> set[str]:
    """Return the source with each fault, on one line."""
    content = source.encode()
    return {mutant.applied(content).decode() for mutant in find_mutants(content, "x.py")}


@each(
    ("source", "faults"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a >= b", {"a > b", "a < b"}),
        ("a == b", {"a != b"}),
        ("a not in b", {"a in b"}),
        ("a is None", {"a is not None"}),
        ("a < b < c", {"a <= b < c", "a >= b < c", "a < b <= c", "a < b >= c"}),
        ("a + b", {"a - b", "(a)", "(b)"}),
        ("a - b", {"a + b", "(a)"}),
        ("a // b", {"a / b", "(a)"}),
        ("a & b", {"a | b", "(a)", "(b)"}),
        ("(a) * (b)", {"(a) / (b)", "((a))", "((b))"} - {"((a))", "((b))"} | {"(a)", "(b)"}),
        ("a and b or c", {"a or b or c", "a and b and c"}),
        ("not a", {"(a)"}),
        ("-a", {"(a)"}),
        ("f(True)", {"f(False)"}),
        ("f(3)", {"f((3 + 1))", "f((3 - 1))"}),
        ("f(0.0)", {"f((0.0 + 1))"}),
        ("np.minimum(a, b)", {"np.maximum(a, b)"}),
        ("min(a)", {"max(a)"}),
        ("a if b else c", {"a if (not (b)) else c"}),
        ("[a for a in b if c]", {"[a for a in b if (not (c))]"}),
    ],
)
def test_faults_of_expressions(source: str, faults: set[str]):
    assert {text.removeprefix("x = ") for text in changed(f"x = {source}")} == faults


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("a += b", {"pass", "a -= b"}),
        ("a[i] = b", {"pass"}),
        ("f(a)", {"pass"}),
        ("a = b", set()),
        ("if a:\n    f", {"if (not (a)):\n    f", "if a:\n    pass"}),
        ("for a in b:\n    continue", {"for a in b:\n    pass"}),
        ("for a in b:\n    break", {"for a in b:\n    pass"}),
    ],
)
def test_faults_of_statements(source: str, faults: set[str]):
    assert changed(source) == faults


@pytest.mark.parametrize(
    "source",
    [
        '"""Text with 3 < 4."""',
        'x = "a" + b',
        "def f(a: int | None) -> int | None:\n    return a",
        "class A:\n    b: int = Field(ge=0)\n    c = Field(ge=1)",
        "import a",
        "@d(3)\ndef f(): return a",
    ],
)
def test_what_is_no_calculation_stays(source: str):
    assert changed(source) == set()


def test_only_the_place_of_the_fault_changes_whatever_stands_around_it():
    source = 'x = "備え"  # 1 < 2\ny = (  # a < b\n    a\n    <  # smaller\n    b\n)\n'.encode()
    first = find_mutants(source, "x.py")[0]
    assert first.line == 4
    assert first.applied(source) == source.replace(b"    <  #", b"    <=  #")
    assert first.difference(source) == ("< # smaller", "<= # smaller")
