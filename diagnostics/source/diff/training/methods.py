"""The calls of `compile` and `fit` that belong to a model."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible

COMPILE = frozenset({"compile"})
FIT = frozenset({"fit", "fit_generator"})


def method_call(draft: Draft, names: Collection[str], keys: Sequence[str]) -> cst.Call:
    """The one call of a method, or of several the one that states a setting, or that is of the model by its name."""
    calls = [call for call in draft.tree.every(cst.Call) if _method(call) in names]
    if len(calls) > 1:
        stated = [node for key in keys if (node := stated_value(draft, key)) is not None]
        calls = [call for call in calls if any(_holds(draft, call, node) for node in stated)] or [
            call for call in calls if draft.tree.text(call.func) == f"{draft.read.name}.{_method(call)}"
        ]
    if len(calls) != 1:
        raise NotExpressible(f"the text has {len(calls) or 'no'} calls of {' or '.join(sorted(names))} to change")
    return calls[0]


def stated_value(draft: Draft, key: str) -> cst.BaseExpression | None:
    """Where the text states a training setting."""
    place = draft.read.places.get(f"/training/{key}")
    return draft.tree.at(place, cst.BaseExpression) if place is not None else None


def _method(call: cst.Call) -> str | None:
    return call.func.attr.value if isinstance(call.func, cst.Attribute) else None


def _holds(draft: Draft, call: cst.Call, node: cst.CSTNode) -> bool:
    outer, inner = draft.tree.span(call), draft.tree.span(node)
    return outer.start <= inner.start and inner.end <= outer.end
