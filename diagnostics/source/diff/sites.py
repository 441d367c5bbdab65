"""The places of a text where layers are put to use, and how another layer is put beside, or taken out there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.items import exchange, insert_after, insert_before
from diagnostics.source.diff.statements import delete_statement, insert_line_after, insert_line_before


class Site(ABC):
    """Where a layer is put to use. The calls given are texts that make layers."""

    @abstractmethod
    def put_behind(self, draft: Draft, calls: Sequence[str]) -> None:
        """New layers in a row right behind the layer."""

    @abstractmethod
    def put_before(self, draft: Draft, calls: Sequence[str]) -> None:
        """New layers in a row right before the layer."""

    @abstractmethod
    def take_out(self, draft: Draft) -> None:
        """The layer no longer in use."""

    @property
    @abstractmethod
    def layer(self) -> cst.BaseExpression:
        """What makes the layer, or names it."""


@dataclass(frozen=True)
class Listed(Site):
    """An element of a list of layers: `Sequential([Dense(10)])`."""

    elements: Sequence[cst.BaseElement]
    position: int

    def put_behind(self, draft: Draft, calls: Sequence[str]) -> None:
        insert_after(draft.tree, draft.edits, self.elements[self.position], calls)

    def put_before(self, draft: Draft, calls: Sequence[str]) -> None:
        insert_before(draft.tree, draft.edits, self.elements[self.position], calls)

    def take_out(self, draft: Draft) -> None:
        exchange(draft.tree, draft.edits, self.elements, {self.position}, (), 0)

    @property
    def layer(self) -> cst.BaseExpression:
        return self.elements[self.position].value


@dataclass(frozen=True)
class Added(Site):
    """A statement that adds a layer: `model.add(Dense(10))`."""

    add: cst.Call
    line: cst.SimpleStatementLine

    def put_behind(self, draft: Draft, calls: Sequence[str]) -> None:
        for call in calls:
            insert_line_after(draft, self.line, f"{draft.tree.text(self.add.func)}({call})")

    def put_before(self, draft: Draft, calls: Sequence[str]) -> None:
        for call in calls:
            insert_line_before(draft, self.line, f"{draft.tree.text(self.add.func)}({call})")

    def take_out(self, draft: Draft) -> None:
        delete_statement(draft, self.line)

    @property
    def layer(self) -> cst.BaseExpression:
        return self.add.args[0].value


@dataclass(frozen=True)
class Applied(Site):
    """A call on other layers' outputs: `x = Dense(10)(x)`; `variable` is what alone the output is assigned to."""

    call: cst.Call
    line: cst.SimpleStatementLine | None
    variable: str | None

    def put_behind(self, draft: Draft, calls: Sequence[str]) -> None:
        if self.line is not None and self.variable is not None:
            for call in calls:
                insert_line_after(draft, self.line, f"{self.variable} = {call}({self.variable})")
            return
        _wrap(draft, self.call, calls)

    def put_before(self, draft: Draft, calls: Sequence[str]) -> None:
        row_before(draft, self.input(draft, 0), calls, self.line, self.variable)

    def take_out(self, draft: Draft) -> None:
        read = draft.tree.text(self.input(draft, 0))
        if self.line is not None and self.variable == read:
            delete_statement(draft, self.line)
        else:
            draft.edits.replace(draft.tree.span(self.call), read)

    @property
    def layer(self) -> cst.BaseExpression:
        return self.call.func

    def rewire(self, draft: Draft, position: int, variable: str) -> None:
        """Another layer's output, by the variable that holds it, read in place of one that is."""
        draft.edits.replace(draft.tree.span(self.input(draft, position)), variable)

    def input(self, draft: Draft, position: int) -> cst.BaseExpression:
        """The expression of an input."""
        plain = [arg.value for arg in self.call.args if arg.keyword is None and not arg.star]
        if len(plain) == 1 and isinstance(plain[0], cst.List | cst.Tuple):
            plain = [element.value for element in plain[0].elements]
        if position >= len(plain):
            raise NotExpressible(f"line {draft.tree.line(self.call)} does not say plainly what the layer reads")
        return plain[position]


def row_before(
    draft: Draft,
    read: cst.BaseExpression,
    calls: Sequence[str],
    line: cst.SimpleStatementLine | None,
    variable: str | None,
) -> None:
    """New layers between an expression and what reads it: in lines of their own if a variable can hold their outputs.

    That is the variable that the line assigns to, which nothing reads before it does.
    """
    if line is None or variable is None:
        _wrap(draft, read, calls)
        return
    text = draft.tree.text(read)
    for call in calls:
        insert_line_before(draft, line, f"{variable} = {call}({text})")
        text = variable
    if text != draft.tree.text(read):
        draft.edits.replace(draft.tree.span(read), text)


def _wrap(draft: Draft, expression: cst.BaseExpression, calls: Sequence[str]) -> None:
    span = draft.tree.span(expression)
    draft.edits.insert(span.start, "".join(f"{call}(" for call in reversed(calls)))
    draft.edits.insert(span.end, ")" * len(calls))
