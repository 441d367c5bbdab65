"""The shape of the inputs, which the first layer of a Sequential model is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.items import exchange
from diagnostics.source.diff.sites import NewLayer

_SHAPES = frozenset({"input_shape", "batch_input_shape", "input_dim", "batch_size", "input_length", "batch_shape"})


def with_shape_argument(draft: Draft, first: cst.Call, calls: Sequence[NewLayer]) -> list[NewLayer]:
    """Calls of layers that are to stand before what was the first, with the shape that it was told."""
    told = [place for place, arg in enumerate(first.args) if arg.keyword is not None and arg.keyword.value in _SHAPES]
    if not told or not calls:
        return list(calls)
    shapes = ", ".join(
        f"{arg.keyword.value}={draft.tree.text(arg.value)}" for arg in map(first.args.__getitem__, told) if arg.keyword
    )
    exchange(draft.tree, draft.edits, first.args, told, (), 0)
    opened = calls[0].text.removesuffix(")")
    told_too = f"{opened}{'' if opened.endswith('(') else ', '}{shapes})"
    return [replace(calls[0], text=told_too), *calls[1:]]
