"""What an expression of the text stands for, where it is no plain Python value.

Numbers, texts, lists, tuples, dictionaries and sets of the text are Python's own.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from diagnostics.source.place import Place

if TYPE_CHECKING:
    from diagnostics.source.interpreter.machine import Machine
    from diagnostics.source.interpreter.scope import Scope
    from diagnostics.source.networks.network import Model

CLASSES = "classes"  # what an unknown number may mean
INPUT_SHAPE = "input shape"
_MAX_CHOICES = 8


@dataclass(frozen=True)
class Unknown:
    """A value that the text leaves open.

    `expression` is the part that would have to be supplied; `means` is what it stands for in a network, where that is
    plain; `either` holds the values it may have where the text says them. `operations` are what was done to every
    number of it, where it is data; `is_odd` says that something else was, too. `is_final` says that nothing that could
    be supplied would help.
    """

    expression: str
    line: int
    means: str | None = None
    either: tuple[Any, ...] = ()
    operations: tuple[Any, ...] = field(default=(), compare=False)
    prepared: Place | None = field(default=None, compare=False)  # where the last of them stands
    is_odd: bool = False
    is_final: bool = False


def any_of(unknown: Unknown, values: Iterable[Any]) -> Unknown:
    """One of the values, whichever an open condition decides; choices among choices are one choice."""
    found: list[Any] = []
    for value in values:
        parts = value.either if isinstance(value, Unknown) and value.either else (value,)
        found.extend(part for part in parts if not any(part is other for other in found))
    return Unknown(unknown.expression, unknown.line, None, tuple(found[:_MAX_CHOICES]))


@dataclass(frozen=True)
class Module:
    """Something outside the text, by its dotted name."""

    path: str

    def __str__(self) -> str:
        return self.path


@dataclass(frozen=True, eq=False)
class Native:
    """A callable that the reader knows."""

    name: str
    call: Callable[[Call, Machine], Any]


@dataclass(frozen=True, eq=False)
class Call:
    """A call in the text: its arguments, where they stand, and where the call stands."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]
    place: Place
    node: ast.Call
    places: Mapping[str | int, Place] = field(default_factory=dict)
    open_keywords: Unknown | None = None  # `**settings` that are not known

    def get(self, name: str, position: int | None = None, default: Any = None) -> Any:
        """The argument of that name, or at that position."""
        if name in self.keywords:
            return self.keywords[name]
        return self.arguments[position] if position is not None and position < len(self.arguments) else default

    def place_of(self, name: str, position: int | None = None) -> Place | None:
        """Where that argument's value stands."""
        found = self.places.get(name)
        return found if found is not None or position is None else self.places.get(position)


@dataclass(eq=False)
class Function:
    """A function or lambda of the text with the names around it."""

    name: str
    node: ast.FunctionDef | ast.Lambda
    scope: Scope
    defaults: tuple[Any, ...]
    keyword_defaults: Mapping[str, Any]
    owner: UserClass | None = None
    kind: str = "function"  # or staticmethod, classmethod, property
    called: bool = False

    @cached_property
    def is_generator(self) -> bool:
        """Whether there is a `yield` in it. Functions within it are not looked into."""
        waiting: list[ast.AST] = [] if isinstance(self.node, ast.Lambda) else [*self.node.body]
        while waiting:
            found = waiting.pop()
            if isinstance(found, ast.Yield | ast.YieldFrom):
                return True
            if not isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
                waiting.extend(ast.iter_child_nodes(found))
        return False


@dataclass(frozen=True, eq=False)
class BoundMethod:
    """A function of the text that is called on an instance or a class."""

    function: Function
    receiver: Any


@dataclass(eq=False)
class UserClass:
    """A class of the text; `bases` are such classes or things from outside."""

    name: str
    bases: tuple[Any, ...]
    members: dict[str, Any]
    fields: tuple[str, ...] = ()  # of a dataclass


@dataclass(eq=False)
class Instance:
    """An object of a class of the text; `model` is what it is where the class derives from Keras's models."""

    of: UserClass
    members: dict[str, Any] = field(default_factory=dict)
    model: Model | None = None
    is_built: bool = False


@dataclass(frozen=True, eq=False)
class Super:
    """What `super()` gives within a method."""

    of: UserClass
    receiver: Any
