"""The loss and the metrics."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.printing import text
from diagnostics.source.diff.same import same_value
from diagnostics.source.diff.training.compiled import compiled_value, set_compiled
from diagnostics.source.diff.values import call_text, short_name, telling, value_text
from diagnostics.spec.training import KerasObject


def set_loss(draft: Draft, before: KerasObject, after: KerasObject) -> None:
    """Another loss: by its name where it has no settings, and as an object where it has some or is one already."""
    value = compiled_value(draft, "loss")
    if isinstance(value, cst.Call) and before.class_name == after.class_name:
        changed = {
            key: Value(value_text(draft, key, entry))
            for key, entry in after.config.items()
            if not same_value(key, entry, before.config.get(key))
        }
        given = {key: node for key in changed if (node := named_value(value, key, position=_position(key))) is not None}
        with_arguments(draft, value, given, changed)
    elif telling("losses", after.class_name, after.config) or isinstance(value, cst.Call):
        near = value.func if isinstance(value, cst.Call) else None
        set_compiled(draft, "loss", call_text(draft, "losses", after.class_name, after.config, near))
    else:
        set_compiled(draft, "loss", text(short_name("losses", after.class_name), draft.quote))


def set_metrics(draft: Draft, metrics: Sequence[str]) -> None:
    """Other metrics, by their names."""
    set_compiled(draft, "metrics", f"[{', '.join(text(metric, draft.quote) for metric in metrics)}]")


def _position(key: str) -> int | None:
    return 0 if key == "from_logits" else None  # the first that the cross-entropies take
