"""One statement of a pasted text, judged on its own: whether it is Python, and whether anyone would call it code."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import Literal

from diagnostics.source.text.parsing import syntax_tree

# A header needs a body; what is joined continues a compound statement with a body of its own, a tail without.
Kind = Literal["simple", "header", "joined", "tail", "decorator"]

# What comes before, so that a part of a compound statement parses alone; and what goes under it.
_BEFORE = {
    "elif": "if x:\n pass\n",
    "else": "if x:\n pass\n",
    "except": "try:\n pass\n",
    "finally": "try:\n pass\n",
    "case": "match x:\n ",
}
_UNDER = {"case": "\n  pass", "match": "\n case _:\n  pass", "try": "\n pass\nfinally:\n pass"}
_HEADERS = frozenset({"if", "for", "while", "with", "try", "def", "class", "async", "match", *_BEFORE})
_FIRST_WORD = re.compile(r"[^\W\d]\w*")
_PYTHON_2 = (
    (re.compile(r"^print[ \t]+(?P<what>[^\s(].*?|\(.*\).+?),?[ \t]*$", re.DOTALL), r"print(\g<what>)"),
    (re.compile(r"^except[ \t]+(?P<what>[^:]+?),[ \t]*(?P<name>\w+)[ \t]*:"), r"except \g<what> as \g<name>:"),
)


@dataclass(frozen=True)
class Statement:
    """One statement, or the header of a compound one. `text` is without its indentation, and repaired where that was
    needed.

    `weight` says how sure it is that this is code, wherever it stands: 0 it is prose unless other code holds it (a
    word, a number), 1 it may be a scrap out of a sentence, 2 it is code.
    """

    text: str
    kind: Kind
    weight: int

    @property
    def opens(self) -> bool:
        """Whether a body must follow."""
        return self.kind in ("header", "joined")

    @property
    def joins(self) -> bool:
        """Whether it continues the compound statement before it."""
        return self.kind in ("joined", "tail")


@dataclass(frozen=True)
class Found:
    """A statement where it stands: its lines, counted from 0, the column at which it begins, what it is inside of."""

    first: int
    last: int
    indent: int
    nested: bool
    statement: Statement


def understood(text: str) -> Statement | None:
    """The statement, which begins with its first character; None where it is not Python."""
    found = _parsed(text)
    if found is None:
        for pattern, spelling in _PYTHON_2:
            newer, changed = pattern.subn(spelling, text, count=1)
            if changed and (found := _parsed(newer)) is not None:
                break
    return found


def _parsed(text: str) -> Statement | None:
    if text.startswith("@"):
        return Statement(text, "decorator", 2) if _tree(f"{text}\ndef f(): pass") else None
    first = _FIRST_WORD.match(text)
    word = first[0] if first else ""
    if word in _BEFORE:
        return _part(text, word)
    tree = _tree(text)
    if tree is not None:
        return Statement(text, "simple", _weight(tree, text)) if tree.body else None
    if word in _HEADERS and (tree := _tree(text + _UNDER.get(word, "\n pass"))) is not None:
        return Statement(text, "header", _weight(tree, text))
    return None


def _part(text: str, word: str) -> Statement | None:
    """A part of a compound statement, with a body beside it or still to come."""
    if _tree(_BEFORE[word] + text + _UNDER.get(word, "\n pass")) is not None:
        return Statement(text, "header" if word == "case" else "joined", 1)
    if _tree(_BEFORE[word] + text) is not None:
        return Statement(text, "tail", 1)
    if word == "case" and (tree := _tree(text)) is not None:  # a variable of that name
        return Statement(text, "simple", _weight(tree, text))
    return None


def _tree(text: str) -> ast.Module | None:
    try:
        return syntax_tree(text)
    except SyntaxError:
        return None


def _weight(tree: ast.Module, text: str) -> int:
    return max(_weight_of(statement, text) for statement in tree.body)


def _weight_of(statement: ast.stmt, text: str) -> int:
    match statement:
        case ast.Expr(value=value):
            return _weight_of_expression(value, text)
        case ast.AnnAssign(value=None) | ast.Pass() | ast.Break() | ast.Continue() | ast.Global() | ast.Nonlocal():
            return 0
        case ast.Return(value=value):
            return 1 if isinstance(value, ast.Call) else 0
        case ast.Assign(value=ast.Constant() | ast.Name() | ast.UnaryOp()):
            return 1 if re.match(r"[\w.]+=\S", text) else 2  # as an argument is written: shuffle=True
    return 2


def _weight_of_expression(value: ast.expr, text: str) -> int:
    match value:
        case ast.Constant(value=str()):
            return 2 if text.lstrip("rRuU").startswith(('"""', "'''")) else 0
        case ast.Call(func=ast.Name(id=name)):
            if name != "print" and re.match(r"\w+\s", text):
                return 0  # words before brackets: model (see below)
            return 1 if _is_scrap(name, value) else 2
        case ast.Call(func=ast.Attribute(attr=name)):
            return 1 if _is_scrap(name, value) else 2
        case ast.Call(func=ast.Call() | ast.Subscript()) | ast.Await() | ast.Yield():
            return 2
    return 0


def _is_scrap(name: str, call: ast.Call) -> bool:
    """A bare call that a sentence may speak of: `fit()`, or a layer that nothing takes up."""
    return not (call.args or call.keywords) or name[:1].isupper()
