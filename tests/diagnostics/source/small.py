"""Small programs, and what is read of them."""

from __future__ import annotations

import ast
from textwrap import dedent
from typing import Any

from diagnostics.source.errors import SourceError
from diagnostics.source.interpreter.calling import call
from diagnostics.source.interpreter.expressions import evaluate
from diagnostics.source.interpreter.leaving import Leave
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.scope import Scope
from diagnostics.source.interpreter.statements import execute
from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.place import Place
from diagnostics.source.read import read
from diagnostics.source.reading import Reading, ReadModel, Supplied
from diagnostics.spec.model import Layer

_TOP = "import keras\nfrom keras import layers\n"


def machine_for(text: str, **supplied: Any) -> Machine:
    """The state in which a text is read."""
    known = Supplied(**supplied)
    return Machine(known, dict(known.define), evaluate, execute, call, text.split("\n"))


def names_after(text: str, **supplied: Any) -> dict[str, Any]:
    """What the names of a text stand for at its end."""
    text = dedent(text)
    scope = Scope()
    try:
        execute(ast.parse(text).body, scope, machine_for(text, **supplied))
    except Leave as leave:
        return {**scope.names, "left": type(leave).__name__}
    return scope.names


def value_of(expression: str, **supplied: Any) -> Any:
    """What one expression stands for; for one that is open, the expression that would have to be supplied."""
    found = names_after(f"found = {expression}", **supplied)["found"]
    return Open(found.expression) if isinstance(found, Unknown) else found


class Open(str):
    """An expression that the text leaves open."""

    def __repr__(self) -> str:
        return f"Open({str(self)!r})"


def reading(text: str, **supplied: Any) -> Reading:
    """Everything in a text; `keras` and `layers` are imported."""
    return read(_TOP + dedent(text), Supplied(**supplied))


def only(text: str, **supplied: Any) -> ReadModel:
    """The one network of a text."""
    found = reading(text, **supplied)
    assert len(found.models) == 1, (found.refused, [model.name for model in found.models])
    return found.models[0]


def told(text: str, **supplied: Any) -> str:
    """Why no network of a text can be read."""
    try:
        found = reading(text, **supplied)
    except SourceError as error:
        return str(error)
    raise AssertionError([model.name for model in found.models])


def classes(model: ReadModel) -> list[str]:
    return [layer.class_name for layer in model.layers]


def names(model: ReadModel) -> list[str | None]:
    return [layer.name for layer in model.layers]


def layer(model: ReadModel, name: str) -> Layer:
    return next(each for each in model.layers if each.name == name)


def at(place: Place | None, text: str) -> str | None:
    """What stands at a place on one line of a text that `reading` was given."""
    if place is None:
        return None
    line = (_TOP + dedent(text)).split("\n")[place.line - 1]
    return line[place.column - 1 : place.end_column - 1]


def messages(model: ReadModel) -> list[str]:
    return [note.message for note in model.notes]
