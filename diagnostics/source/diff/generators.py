"""Keras's image generators, which are told by what to multiply all inputs."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.printing import literal
from diagnostics.spec.dataset import Operation, SplitPreprocess


def set_rescale(draft: Draft, before: SplitPreprocess, after: SplitPreprocess) -> bool:
    """Whether all that differs is one factor for both splits, and every generator of the text could be told of it."""
    calls = [call for call in draft.tree.every(cst.Call) if _is_generator(draft, call)]
    same = before.train == before.validation and after.train == after.validation
    if not calls or not same or before == after or _others(before.train) != _others(after.train):
        return False
    scale = _factor(after.train)
    if scale is None and _factor(before.train) is None:
        return False
    for call in calls:
        given = named_value(call, "rescale")
        value = None if scale is None else Value(_fraction(scale))
        with_arguments(draft, call, {"rescale": given} if given is not None else {}, {"rescale": value})
    return True


def _is_generator(draft: Draft, call: cst.Call) -> bool:
    return draft.tree.text(call.func).rpartition(".")[2] == "ImageDataGenerator"


def _factor(operations: Sequence[Operation]) -> float | None:
    scales = [step.rescale.scale for step in operations if step.rescale is not None and step.rescale.offset == 0]
    return scales[0] if len(scales) == 1 else None


def _others(operations: Sequence[Operation]) -> list[Operation]:
    return [step for step in operations if step.rescale is None or step.rescale.offset]


def _fraction(scale: float) -> str:
    """As people write it: 1. / 255."""
    whole = round(1 / scale) if scale else 0
    return f"1. / {whole}" if whole > 1 and 1.0 / whole == scale else literal(scale, "'")
