"""Names and what they are bound to, as Python looks them up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from diagnostics.source.interpreter.values import Unknown, UserClass


@dataclass(eq=False)
class Scope:
    """The names of a function, a class body or the text as a whole.

    `stars` are the modules whose names were all imported. `returned` is what the function may already have given, each
    with the open condition of it, and `yielded` what it has given so far where it is a generator.
    """

    outer: Scope | None = None
    names: dict[str, Any] = field(default_factory=dict)
    elsewhere: dict[str, Scope] = field(default_factory=dict)  # names declared global or nonlocal
    stars: list[str] = field(default_factory=list)
    is_class: bool = False
    method_of: UserClass | None = None
    receiver: Any = None
    returned: list[tuple[Any, Unknown]] = field(default_factory=list)
    yielded: list[Any] | None = None

    @property
    def outermost(self) -> Scope:
        """The scope of the text as a whole."""
        scope = self
        while scope.outer is not None:
            scope = scope.outer
        return scope

    def holder(self, name: str) -> Scope | None:
        """The scope that binds a name as seen from here; class bodies are not seen from the functions in them."""
        if name in self.elsewhere:
            elsewhere = self.elsewhere[name]
            return elsewhere if name in elsewhere.names else None
        if name in self.names:
            return self
        scope = self.outer
        while scope is not None:
            if name in scope.names and not scope.is_class:
                return scope
            scope = scope.outer
        return None

    @property
    def generator(self) -> Scope | None:
        """The generator that a `yield` here belongs to."""
        scope: Scope | None = self
        while scope is not None and scope.yielded is None:
            scope = scope.outer
        return scope

    def bind(self, name: str, value: Any) -> Any:
        """Binds a name, and gives what it was bound to before (None for nothing)."""
        scope = self.elsewhere.get(name, self)
        before = scope.names.get(name)
        scope.names[name] = value
        return before
