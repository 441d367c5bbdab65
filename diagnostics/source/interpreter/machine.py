"""What the parts of the interpreter share while one text is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnostics.source.interpreter.limits import Budget
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import CLASSES, INPUT_SHAPE, Function, Unknown
from diagnostics.source.networks.network import Layer, Model, Tensor
from diagnostics.source.place import Place
from diagnostics.source.reading import Missing, Note, Supplied

_CLASSES_NAMED = re.compile(
    r"(num|n|nb|number|no|total)_?(of_?)?(class|label|categor|categories|outputs?_?class)\w*$", re.IGNORECASE
)
_CLASSES_COUNTED = re.compile(r"(class|label|categor)\w*", re.IGNORECASE)


@dataclass(eq=False)
class Machine:
    """The state of one reading. `evaluate` and `execute` are the interpreter's own, for the parts that call back."""

    supplied: Supplied
    define: dict[str, Any]
    evaluate: Callable[[ast.expr, Scope, Machine], Any]
    execute: Callable[[Sequence[ast.stmt], Scope, Machine], None]
    lines: Sequence[str]
    margins: Mapping[int, int] = field(default_factory=dict)  # by line, how far the text has been moved to the left
    budget: Budget = field(default_factory=Budget)
    models: list[Model] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)
    uses: int = 0
    functions: list[Function] = field(default_factory=list)
    doubts: list[Unknown] = field(default_factory=list)  # conditions around the statement at hand
    notes: list[Note] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # names that the text leaves unbound and everyone means
    names_taken: dict[str, int] = field(default_factory=dict)
    data_names: frozenset[str] = frozenset()  # variables that `fit` is given as inputs
    prefix: str = ""  # the path of the models whose layers are being called
    builders: list[str] = field(default_factory=list)  # the functions of the text that run at the moment

    def note(self, line: int, message: str) -> None:
        """Says once what was read otherwise than it is written."""
        told = Note(line, message)
        if told not in self.notes:
            self.notes.append(told)

    def free_name(self, stem: str) -> str:
        """Keras's name for an unnamed layer or model: `conv2d`, `conv2d_1`, …"""
        count = self.names_taken.get(stem, 0)
        self.names_taken[stem] = count + 1
        return f"{stem}_{count}" if count else stem

    def next_use(self) -> int:
        """A number for one more call of a layer."""
        self.uses += 1
        return self.uses

    def place(self, node: ast.AST) -> Place:
        """Where a node stands; Python's columns count bytes of UTF-8 from 0."""
        line: int = getattr(node, "lineno", 1)
        end: int = getattr(node, "end_lineno", None) or line
        return Place(
            line,
            self._column(line, getattr(node, "col_offset", 0)),
            end,
            self._column(end, getattr(node, "end_col_offset", None) or 0),
        )

    def _column(self, line: int, offset: int) -> int:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        characters = offset if text.isascii() else len(text.encode("utf-8")[:offset].decode("utf-8", "ignore"))
        return characters + self.margins.get(line, 0) + 1

    def unknown(self, node: ast.AST, why: str | None = None) -> Unknown:
        """The value of an expression that the text leaves open; `why` takes the place of the expression."""
        expression = why or written(node)
        return Unknown(expression, getattr(node, "lineno", 1), meaning(expression))

    def supplied_for(self, unknown: Unknown) -> Any:
        """What the data say of it, or itself."""
        if unknown.means == CLASSES and self.supplied.classes is not None:
            return self.supplied.classes
        if unknown.means == INPUT_SHAPE and self.supplied.input_shape is not None:
            return self.supplied.input_shape
        return unknown

    def consume(self, value: Any) -> None:
        """Notes that something other than a layer reads a tensor."""
        if isinstance(value, Tensor):
            value.use.consumed = True
        elif isinstance(value, list | tuple):
            for each in value[:100]:
                if isinstance(each, Tensor):
                    each.use.consumed = True


def written(node: ast.AST) -> str:
    """The expression as Python would write it, cut to a readable length."""
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError, AttributeError):
        return "…"
    return text if len(text) <= 200 else text[:199] + "…"


def meaning(expression: str) -> str | None:
    """What an open expression stands for in a network, where its name says so."""
    last = expression.rsplit(".", 1)[-1]
    if _CLASSES_NAMED.search(last) or last in ("classes", "CLASSES", "K_CLASSES", "nclass", "nclasses"):
        return CLASSES
    if expression.startswith(("len(", "np.unique(", "numpy.unique(")) and _CLASSES_COUNTED.search(expression):
        return CLASSES
    if expression.startswith(("len(set(", "len(np.unique(", "len(list(", "len(numpy.unique(")):
        return CLASSES if re.search(r"\by|label|class|target", expression, re.IGNORECASE) else None
    return None
