"""Layers that a class makes in one method and uses in another."""

from __future__ import annotations

import re

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.statements import insert_line_after


def held_by(draft: Draft, made: cst.Call) -> cst.BaseExpression | None:
    """The variable or attribute that the call's layer is assigned to."""
    assigned = draft.tree.parent(made)
    single = isinstance(assigned, cst.Assign) and len(assigned.targets) == 1
    target = assigned.targets[0].target if single and isinstance(assigned, cst.Assign) else None
    return target if isinstance(target, cst.Name | cst.Attribute) else None


def declared(draft: Draft, beside: cst.Call, class_name: str, text: str) -> str:
    """What to call for a new layer: the text that makes it or, beside an attribute, a new attribute that holds it."""
    attribute = held_by(draft, beside)
    line = draft.tree.enclosing(beside, cst.SimpleStatementLine)
    if not isinstance(attribute, cst.Attribute) or line is None:
        return text
    stem = f"{attribute.attr.value}_{re.sub('(?<=[a-z])(?=[A-Z])', '_', class_name).lower()}"
    name, count = stem, 1
    while re.search(rf"\b{name}\b", draft.tree.code):
        count += 1
        name = f"{stem}_{count}"
    held = f"{draft.tree.text(attribute.value)}.{name}"
    insert_line_after(draft, line, f"{held} = {text}")
    return held
