"""Small faults of a source file: boundaries, signs, constants, terms and statements left out."""

import ast
import re
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">="),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<="),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
}
_COMBINED: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "/"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "/"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
_WORDS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="} | {
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
#: Functions whose names are exchanged.
_NAMES = {
    "minimum": "maximum",
    "min": "max",
    "any": "all",
    "floor": "ceil",
    "argmin": "argmax",
    "first": "last",
}
_NAMES |= {other: name for name, other in _NAMES.items()} | {
    "cumsum": "asarray",
    "abs": "float",
    "isin": "eq",
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault in one file.

    Parameters
    ----------
    file
        Path of the file below the project's folder.
    line
        Line on which the fault begins (the first is 1).
    start, end
        Bytes of the file that are replaced.
    text
        What replaces them.
    """

    file: str
    line: int
    start: int
    end: int
    text: str

    def applied(self, source: bytes) -> bytes:
        """Return the source with the fault in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def difference(self, source: bytes) -> tuple[str, str]:
        """Return the lines that the fault touches, before and after, without outer blanks."""
        first = source.rfind(b"\n", 0, self.start) + 1
        last = source.find(b"\n", self.end)
        last = len(source) if last < 0 else last
        before = source[first:last].decode()
        after = (source[first : self.start] + self.text.encode() + source[self.end : last]).decode()
        return _one_line(before), _one_line(after)


def find_mutants(source: bytes, file: str) -> list[Mutant]:
    """Return every fault that can be put into a file and that still compiles, in reading order.

    Annotations, documentation, texts and the declarations of classes stay as they are.

    Parameters
    ----------
    source
        The file.
    file
        Its path, for the mutants.
    """
    finder = _Finder(source, file)
    finder.visit(ast.parse(source))
    unique = {(each.start, each.end, each.text): each for each in finder.found}
    return sorted((each for each in unique.values() if _compiles(each, source)), key=lambda each: each.start)


def _compiles(mutant: Mutant, source: bytes) -> bool:
    try:
        compile(mutant.applied(source), mutant.file, "exec")
    except SyntaxError:
        return False
    return True


def _one_line(text: str) -> str:
    return " ".join(text.split())


class _Finder(ast.NodeVisitor):
    """Walks over a file and gathers its faults."""

    def __init__(self, source: bytes, file: str) -> None:
        self.found: list[Mutant] = []
        self._source, self._file = source, file
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """Leave the annotation aside."""
        if node.value is not None:
            self.visit(node.value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Leave declarations aside, and look into the methods."""
        for each in node.body:
            if isinstance(each, ast.FunctionDef):
                self.visit(each)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Leave decorators and annotations aside."""
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        for each in node.body:
            self.visit(each)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Move boundaries and turn comparisons round."""
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            for text in _COMPARED[type(operator)]:
                self._between(left, right, _WORDS[type(operator)], text)
            left = right
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        """Exchange operators and leave out terms; texts and joins of types stay."""
        if type(node.op) in _COMBINED and not (_is_text(node.left) or _is_text(node.right)):
            old, new = _COMBINED[type(node.op)]
            self._between(node.left, node.right, old, new)
            self._replace(node, f"({self._text(node.left)})")
            if not isinstance(node.op, (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)):
                self._replace(node, f"({self._text(node.right)})")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """Leave the statement out, and exchange its operator."""
        self._replace(node, "pass")
        if type(node.op) in _COMBINED:
            old, new = _COMBINED[type(node.op)]
            self._between(node.target, node.value, f"{old}=", f"{new}=")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        """Exchange and with or, and leave out each part."""
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, old, new)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        """Leave out a sign or a negation."""
        self._replace(node, f"({self._text(node.operand)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Shift a number by one, and turn a truth value round."""
        if isinstance(node.value, bool):
            self._replace(node, str(not node.value))
        elif isinstance(node.value, (int, float)):
            self._replace(node, f"({node.value!r} + 1)")
            if node.value != 0:
                self._replace(node, f"({node.value!r} - 1)")

    def visit_If(self, node: ast.If) -> None:
        """Turn the condition round."""
        self._negate(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        """Turn the condition round."""
        self._negate(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        """Turn each condition round."""
        for test in node.ifs:
            self._negate(test)
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        """Leave out a call that stands alone; documentation stays."""
        if not isinstance(node.value, ast.Constant):
            self._replace(node, "pass")
            self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Leave out what is written into something that exists already."""
        if any(isinstance(target, (ast.Subscript, ast.Attribute)) for target in node.targets):
            self._replace(node, "pass")
        self.generic_visit(node)

    def visit_Break(self, node: ast.Break) -> None:
        """Leave it out."""
        self._replace(node, "pass")

    def visit_Continue(self, node: ast.Continue) -> None:
        """Leave it out."""
        self._replace(node, "pass")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Exchange the name of a function for its opposite."""
        if node.attr in _NAMES:
            end = self._end(node)
            self._add(end - len(node.attr.encode()), end, _NAMES[node.attr], node.lineno)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Exchange the name of a function of the language for its opposite."""
        if isinstance(node.func, ast.Name) and node.func.id in _NAMES:
            self._replace(node.func, _NAMES[node.func.id])
        self.generic_visit(node)

    def _negate(self, test: ast.expr) -> None:
        if not isinstance(test, (ast.Compare, ast.UnaryOp)):
            self._replace(test, f"(not ({self._text(test)}))")

    def _start(self, node: ast.expr | ast.stmt) -> int:
        return self._starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.expr | ast.stmt) -> int:
        if node.end_lineno is None or node.end_col_offset is None:
            msg = "a node that was parsed has an end"
            raise ValueError(msg)
        return self._starts[node.end_lineno - 1] + node.end_col_offset

    def _text(self, node: ast.expr) -> str:
        return self._source[self._start(node) : self._end(node)].decode()

    def _between(self, left: ast.expr, right: ast.expr, old: str, new: str) -> None:
        """Exchange the operator that stands between two expressions."""
        first = self._end(left)
        gap = self._source[first : self._start(right)].decode()
        found = re.search(
            re.escape(old).replace(r"\ ", r"\s+"), re.sub(r"#.*", lambda m: " " * len(m[0]), gap)
        )
        if found:
            begin = first + len(gap[: found.start()].encode())
            line = self._source.count(b"\n", 0, begin) + 1
            self._add(begin, begin + len(found[0].encode()), new, line)

    def _replace(self, node: ast.expr | ast.stmt, text: str) -> None:
        self._add(self._start(node), self._end(node), text, node.lineno)

    def _add(self, start: int, end: int, text: str, line: int) -> None:
        self.found.append(Mutant(self._file, line, start, end, text))


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes, type(None)))
    )
