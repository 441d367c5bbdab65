"""The size of batches where something other than `fit` makes them."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from diagnostics.source.diff.calls import named_value
from diagnostics.source.diff.draft import Draft, shared_value

_MAKERS = frozenset({
    "flow", "flow_from_directory", "flow_from_dataframe", "image_dataset_from_directory", "text_dataset_from_directory",
    "timeseries_dataset_from_array",
})  # fmt: skip


def set_batches(draft: Draft, size: str) -> bool:
    """Whether there are generators or data sets whose batches could be given another size, all of them the same.

    A variable that holds the size is changed where it is set: steps are counted by it too.
    """
    sizes = list(_sizes(draft))
    for value in sizes:
        given = shared_value(draft.tree, value)
        draft.edits.replace(draft.tree.span(value if given is None else given), size)
    return bool(sizes)


def _sizes(draft: Draft) -> Iterator[cst.BaseExpression]:
    for call in draft.tree.every(cst.Call):
        name = call.func.attr.value if isinstance(call.func, cst.Attribute) else draft.tree.text(call.func)
        value = None
        if name in _MAKERS:
            value = named_value(call, "batch_size")
        elif name == "batch" and isinstance(call.func, cst.Attribute):
            value = named_value(call, "batch_size", position=0)
        if value is not None:
            yield value
