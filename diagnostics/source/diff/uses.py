"""From a layer to the site where the text puts it to use."""

from __future__ import annotations

import libcst as cst

from diagnostics.source.diff.applied import Applied
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.entrance import entrance_of
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.made import made_by
from diagnostics.source.diff.sites import Added, Listed, Site
from diagnostics.source.diff.tree import Tree


def site_of(draft: Draft, name: str) -> Site:
    """Where a layer is put to use. Raises NotExpressible where that is none of the plain ways."""
    made = made_by(draft, name)
    applied = draft.read.sources[name].applied
    call = draft.tree.at(applied, cst.Call) if applied is not None else None
    site = _of_call(draft.tree, call) if call is not None and call is not made else None
    site = site or next((site for use in _uses(draft.tree, made) if (site := _around(draft.tree, use))), None)
    site = site or entrance_of(draft.tree, made)
    if site is None:
        raise NotExpressible(f"the layer of line {draft.tree.line(made)} is not used in a list, an add or a plain call")
    return site


def _uses(tree: Tree, made: cst.Call) -> list[cst.BaseExpression]:
    """The call that makes the layer, or else every reading of the variable that holds it."""
    assigned = tree.parent(made)
    if not isinstance(assigned, cst.Assign) or len(assigned.targets) != 1:
        return [made]
    target = assigned.targets[0].target
    if not isinstance(target, cst.Name):
        return []
    names = [name for name in tree.every(cst.Name) if name.value == target.value and name is not target]
    return list(names) if len(names) == 1 else []


def _around(tree: Tree, use: cst.BaseExpression) -> Site | None:
    around = tree.parent(use)
    if isinstance(around, cst.BaseElement):
        listed = tree.parent(around)
        if isinstance(listed, cst.List | cst.Tuple):
            return Listed(listed.elements, next(at for at, each in enumerate(listed.elements) if each is around))
    if isinstance(around, cst.Arg):
        adding = tree.parent(around)
        return _of_call(tree, adding) if isinstance(adding, cst.Call) and _adds(adding) else None
    return _of_call(tree, around) if isinstance(around, cst.Call) and around.func is use else None


def _of_call(tree: Tree, call: cst.Call) -> Site | None:
    line = tree.enclosing(call, cst.SimpleStatementLine)
    alone = line if line is not None and len(line.body) == 1 else None
    if _adds(call):
        return Added(call, alone) if alone is not None and isinstance(tree.parent(call), cst.Expr) else None
    return Applied(call, alone, _variable(tree, call))


def _adds(call: cst.Call) -> bool:
    named = isinstance(call.func, cst.Attribute) and call.func.attr.value in ("add", "append")
    return named and len(call.args) == 1


def _variable(tree: Tree, call: cst.Call) -> str | None:
    assigned = tree.parent(call)
    if not isinstance(assigned, cst.Assign) or len(assigned.targets) != 1:
        return None
    target = assigned.targets[0].target
    return target.value if isinstance(target, cst.Name) else None
