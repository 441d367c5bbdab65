"""The variable of an input, `inputs = Input((32, 32, 3))`, as a place to put layers behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.sites import Site, row_before
from diagnostics.source.diff.tree import Tree


@dataclass(frozen=True)
class Entrance(Site):
    """An input that one expression reads, beside the model that is told of it."""

    read: cst.Name
    line: cst.SimpleStatementLine | None
    variable: str | None

    def put_behind(self, draft: Draft, calls: Sequence[str]) -> None:
        row_before(draft, self.read, calls, self.line, self.variable)

    def put_before(self, draft: Draft, calls: Sequence[str]) -> None:
        raise NotExpressible(f"no layer can stand before the input {self.read.value!r}")

    def take_out(self, draft: Draft) -> None:
        raise NotExpressible(f"the input {self.read.value!r} cannot be taken out")

    @property
    def layer(self) -> cst.BaseExpression:
        return self.read


def entrance_of(tree: Tree, made: cst.Call) -> Entrance | None:
    """The input that a call makes, if a variable holds it and one expression other than a `Model(…)` reads that."""
    assigned = tree.parent(made)
    target = assigned.targets[0].target if isinstance(assigned, cst.Assign) else None
    if not isinstance(target, cst.Name) or tree.text(made.func).rpartition(".")[2] != "Input":
        return None
    named = (name for name in tree.every(cst.Name) if name.value == target.value and name is not target)
    reads = [name for name in named if not _tells_a_model(tree, name)]
    if len(reads) != 1:
        return None
    line = tree.enclosing(reads[0], cst.SimpleStatementLine)
    statement = line.body[0] if line is not None and len(line.body) == 1 else None
    told = statement.targets[0].target if isinstance(statement, cst.Assign) and len(statement.targets) == 1 else None
    return Entrance(reads[0], line, told.value if isinstance(told, cst.Name) else None)


def _tells_a_model(tree: Tree, name: cst.Name) -> bool:
    """Whether the name stands in `Model(inputs, …)`, or is the name of an argument or an attribute."""
    around = tree.parent(name)
    if isinstance(around, cst.Attribute) and around.attr is name:
        return True
    call = tree.enclosing(name, cst.Call)
    is_label = isinstance(around, cst.Arg) and around.keyword is name
    return is_label or (call is not None and tree.text(call.func).rpartition(".")[2] == "Model")
