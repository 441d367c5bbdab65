"""What `fit` is given."""

from __future__ import annotations

from typing import Any

from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.printing import literal
from diagnostics.source.diff.training.batches import set_batches
from diagnostics.source.diff.training.methods import FIT, method_call, stated_value

_POSITIONS = {"batch_size": 2, "epochs": 3}  # of `fit`; the text's own places come first


def set_fit_argument(draft: Draft, key: str, value: Any) -> None:
    """Another value where the text states one, in `fit` or wherever it is, and else one more argument of `fit`."""
    stated = stated_value(draft, key)
    written = literal(value, draft.quote)
    if stated is not None and value is not None:
        draft.put(stated, written)
        return
    if key == "batch_size" and set_batches(draft, written):
        return
    call = method_call(draft, FIT, ("epochs", "batch_size"))
    given = named_value(call, key, *(("nb_epoch",) if key == "epochs" else ()), position=_POSITIONS.get(key))
    with_arguments(
        draft, call, {key: given} if given is not None else {}, {key: Value(written, droppable=value is None)}
    )
