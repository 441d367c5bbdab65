"""What the parts of the interpreter share while one text is read."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from diagnostics.source.errors import SourceError
from diagnostics.source.interpreter.limits import MAX_MODELS, MAX_USES, Budget
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.values import CLASSES, INPUT_SHAPE, Call, Function, Unknown
from diagnostics.source.networks.network import Model, Tensor
from diagnostics.source.place import Place
from diagnostics.source.reading import Missing, Note, Supplied

_CLASSES_NAMED = re.compile(
    r"(num|n|nb|number|no|total)_?(of_?)?(class|label|categor|categories|outputs?_?class)\w*$", re.IGNORECASE
)
_CLASSES_COUNTED = re.compile(r"(class|label|categor)\w*", re.IGNORECASE)
_WRITTEN = "written"  # the attribute of a node that keeps its text
_LONG = 2000  # characters of a line, or parts of an expression


@dataclass(eq=False)
class Machine:
    """The state of one reading. `evaluate`, `execute` and `call` are the interpreter's own, for its parts."""

    supplied: Supplied
    define: dict[str, Any]
    evaluate: Callable[[ast.expr, Scope, Machine], Any]
    execute: Callable[[Sequence[ast.stmt], Scope, Machine], None]
    call: Callable[[Any, Call, Machine], Any]
    lines: Sequence[str]
    margins: Mapping[int, int] = field(default_factory=dict)  # by line, how far the text has been moved to the left
    budget: Budget = field(default_factory=Budget)
    models: list[Model] = field(default_factory=list)
    uses: int = 0
    functions: list[Function] = field(default_factory=list)
    doubts: list[Unknown] = field(default_factory=list)  # conditions around the statement at hand
    notes: dict[Note, None] = field(default_factory=dict)  # each once, in order
    missing: list[Missing] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # names that the text leaves unbound and everyone means
    names_taken: dict[str, int] = field(default_factory=dict)
    data_names: frozenset[str] = frozenset()  # variables that `fit` is given as inputs
    prefix: str = ""  # the path of the models whose layers are being called
    builders: list[str] = field(default_factory=list)  # the functions of the text that run at the moment
    applied: list[Any] = field(default_factory=list)  # the models and objects whose layers are being called

    def call_with(self, called: Any, arguments: Sequence[Any], request: Call) -> Any:
        """The value of a call with other arguments at the same place of the text."""
        return self.call(called, Call(tuple(arguments), {}, request.place, request.node), self)

    def note(self, line: int, message: str) -> None:
        """Says once what was read otherwise than it is written."""
        self.notes[Note(line, message)] = None

    def free_name(self, stem: str) -> str:
        """Keras's name for an unnamed layer or model: `conv2d`, `conv2d_1`, …"""
        count = self.names_taken.get(stem, 0)
        self.names_taken[stem] = count + 1
        return f"{stem}_{count}" if count else stem

    def next_use(self) -> int:
        """A number for one more call of a layer. Raises SourceError where there are too many."""
        self.uses += 1
        if self.uses > MAX_USES:
            raise SourceError(f"layers are called more than {MAX_USES:,} times; give the part that builds the model")
        return self.uses

    def add_model(self, model: Model) -> None:
        """Takes a model of the text. Raises SourceError where there are too many."""
        if len(self.models) >= MAX_MODELS:
            line = model.made.line
            raise SourceError(f"more than {MAX_MODELS:,} models are made; give the part that builds the model", line)
        self.models.append(model)

    @contextmanager
    def applying(self, model: Any, prefix: str) -> Iterator[None]:
        """While the layers of a model or an object are called: their names begin with the prefix."""
        outside = self.prefix
        self.prefix = prefix
        self.applied.append(model)
        try:
            yield
        finally:
            self.prefix = outside
            self.applied.pop()

    def is_applying(self, model: Any) -> bool:
        """Whether the layers of this very model or object are being called."""
        return any(model is each for each in self.applied)

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
    """The expression as Python would write it, cut to a readable length; what is asked for again is kept."""
    kept = node.__dict__
    if _WRITTEN not in kept:
        kept[_WRITTEN] = _written(node)
    return str(kept[_WRITTEN])


def _written(node: ast.AST) -> str:
    if _is_long(node):
        return f"{written(node.func)}(…)" if isinstance(node, ast.Call) else "…"
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError, AttributeError):
        return "…"
    return text if len(text) <= 200 else text[:199] + "…"


def _is_long(node: ast.AST) -> bool:
    """Whether it would take long to write; what stands on a short piece of one line would not."""
    if getattr(node, "end_lineno", 0) == getattr(node, "lineno", None):
        return bool(getattr(node, "end_col_offset", 0) - getattr(node, "col_offset", 0) > _LONG)
    return any(at > _LONG for at, _ in enumerate(ast.walk(node)))


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
