"""Layers called on the outputs of others: `x = Dense(10)(x)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.sites import NewLayer, Site
from diagnostics.source.diff.statements import delete_statement, insert_line_after, insert_line_before, line_remark


@dataclass(frozen=True)
class Applied(Site):
    """A call on other layers' outputs; `variable` is what alone the output is assigned to, in a line of its own."""

    call: cst.Call
    line: cst.SimpleStatementLine | None
    variable: str | None

    def put_behind(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        if self.line is not None and self.variable is not None:
            for call in calls:
                insert_line_after(draft, self.line, f"{self.variable} = {call.text}({self.variable}){call.remark}")
            return
        _wrap(draft, self.call, calls)

    def put_before(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
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

    def remark(self, draft: Draft) -> str:
        return line_remark(self.line) if self.line is not None and self.variable is not None else ""

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
    calls: Sequence[NewLayer],
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
        insert_line_before(draft, line, f"{variable} = {call.text}({text}){call.remark}")
        text = variable
    if text != draft.tree.text(read):
        draft.edits.replace(draft.tree.span(read), text)


def _wrap(draft: Draft, expression: cst.BaseExpression, calls: Sequence[NewLayer]) -> None:
    span = draft.tree.span(expression)
    draft.edits.insert(span.start, "".join(f"{call.text}(" for call in reversed(calls)))
    draft.edits.insert(span.end, ")" * len(calls))
