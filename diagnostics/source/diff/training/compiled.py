"""What `compile` is given by name or position."""

from __future__ import annotations

import libcst as cst

from diagnostics.source.diff.calls import Value, named_value, with_arguments
from diagnostics.source.diff.draft import Draft, variable_value
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.training.methods import COMPILE, method_call

_POSITIONS = {"optimizer": 0, "loss": 1, "metrics": 2}


def compiled_value(draft: Draft, key: str) -> cst.BaseExpression | None:
    """What is given, at the variable's assignment where it is one that nothing else reads."""
    call = method_call(draft, COMPILE, _keys(key))
    value = named_value(call, key, position=_POSITIONS[key])
    if value is None and any(arg.star for arg in call.args):
        raise NotExpressible(f"the text does not say plainly what {key} compile is given")
    return variable_value(draft.tree, value) or value


def set_compiled(draft: Draft, key: str, text: str) -> None:
    """Another expression given, or one where there was none."""
    value = compiled_value(draft, key)
    if value is None:
        with_arguments(draft, method_call(draft, COMPILE, _keys(key)), {}, {key: Value(text)})
    else:
        draft.edits.replace(draft.tree.span(value), text)


def _keys(key: str) -> tuple[str, ...]:
    return (key, "optimizer", "learning_rate", "loss", "metrics")
