"""Callbacks that `fit` is given."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft, variable_value
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.items import exchange
from diagnostics.source.diff.printing import literal
from diagnostics.source.diff.training.methods import FIT, method_call
from diagnostics.spec.training import Callback

_CLASSES = {"early_stopping": "EarlyStopping", "reduce_on_plateau": "ReduceLROnPlateau"}
_HELD_OUT = frozenset({"validation_data", "validation_split"})
_KERAS_NAMES = {"min_rate": "min_lr"}


def set_callbacks(draft: Draft, before: Sequence[Callback], after: Sequence[Callback]) -> None:
    """New callbacks at the end of the list. Raises NotExpressible where one that is there would have to change."""
    if tuple(after[: len(before)]) != tuple(before):
        raise NotExpressible("a callback that the text has would have to change")
    new = [_made(draft, callback) for callback in after[len(before) :]]
    call = method_call(draft, FIT, ("epochs", "batch_size"))
    if not any(arg.star or (arg.keyword is not None and arg.keyword.value in _HELD_OUT) for arg in call.args):
        raise NotExpressible("fit is given no validation data for the callback to watch")
    given = named_value(call, "callbacks")
    listed = variable_value(draft.tree, given) or given
    if listed is None:
        with_arguments(draft, call, {}, {"callbacks": Value(f"[{', '.join(new)}]")})
    elif isinstance(listed, cst.List):
        exchange(draft.tree, draft.edits, listed.elements, (), new, draft.tree.bare_span(listed).end - 1)
    else:
        draft.edits.replace(draft.tree.span(listed), f"[{draft.tree.text(listed)}, {', '.join(new)}]")


def _made(draft: Draft, callback: Callback) -> str:
    settings = callback.value.model_dump(mode="json", exclude_defaults=True)
    told = (f"{_KERAS_NAMES.get(key, key)}={literal(value, draft.quote)}" for key, value in settings.items())
    return f"{draft.naming.spelled('callbacks', _CLASSES[callback.key])}({', '.join(told)})"
