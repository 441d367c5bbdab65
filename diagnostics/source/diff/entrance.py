"""The variable of an input, `inputs = Input((32, 32, 3))`, as a place to put layers behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.applied import row_before
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.sites import NewLayer, Site
from diagnostics.source.diff.statements import insert_line_after
from diagnostics.source.diff.tree import Tree


@dataclass(frozen=True)
class Entrance(Site):
    """An input, the line that makes it, and the expressions that read it, beside the model that is told of it."""

    made: cst.SimpleStatementLine
    reads: tuple[cst.Name, ...]

    def put_behind(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        line, told = _alone(draft.tree, self.reads[0])
        beside = line is not None and draft.tree.parent(line) is draft.tree.parent(self.made)  # not in a loop
        if len(self.reads) == 1 and beside:
            row_before(draft, self.reads[0], calls, line, told)
            return
        text, variable = self.layer.value, self._free_name(draft)
        for call in calls:
            insert_line_after(draft, self.made, f"{variable} = {call.text}({text}){call.remark}")
            text = variable
        for read in self.reads:
            draft.edits.replace(draft.tree.span(read), text)

    def put_before(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        raise NotExpressible(f"no layer can stand before the input {self.layer.value!r}")

    def take_out(self, draft: Draft) -> None:
        raise NotExpressible(f"the input {self.layer.value!r} cannot be taken out")

    @property
    def layer(self) -> cst.Name:
        return self.reads[0]

    def _free_name(self, draft: Draft) -> str:
        name = f"{self.layer.value}_in"
        while any(other.value == name for other in draft.tree.every(cst.Name)):
            name = f"{name}_"
        return name


def entrance_of(tree: Tree, made: cst.Call) -> Entrance | None:
    """The input that a call makes, if a variable holds it that expressions other than a `Model(…)` read."""
    assigned, line = tree.parent(made), tree.enclosing(made, cst.SimpleStatementLine)
    target = assigned.targets[0].target if isinstance(assigned, cst.Assign) else None
    is_input = tree.text(made.func).rpartition(".")[2] == "Input"
    if not isinstance(target, cst.Name) or line is None or not is_input:
        return None
    named = (name for name in tree.every(cst.Name) if name.value == target.value and name is not target)
    reads = tuple(name for name in named if not _tells_a_model(tree, name))
    return Entrance(line, reads) if reads else None


def _alone(tree: Tree, read: cst.Name) -> tuple[cst.SimpleStatementLine | None, str | None]:
    """The line of an expression, and the one variable that it assigns to."""
    line = tree.enclosing(read, cst.SimpleStatementLine)
    statement = line.body[0] if line is not None and len(line.body) == 1 else None
    target = statement.targets[0].target if isinstance(statement, cst.Assign) and len(statement.targets) == 1 else None
    return line, target.value if isinstance(target, cst.Name) else None


def _tells_a_model(tree: Tree, name: cst.Name) -> bool:
    """Whether the name stands in `Model(inputs, …)`, or is the name of an argument or an attribute."""
    around = tree.parent(name)
    if isinstance(around, cst.Attribute) and around.attr is name:
        return True
    call = tree.enclosing(name, cst.Call)
    is_label = isinstance(around, cst.Arg) and around.keyword is name
    return is_label or (call is not None and tree.text(call.func).rpartition(".")[2] == "Model")
