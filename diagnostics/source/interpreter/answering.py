"""What a call gives whose answer is open, or would be too large."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from diagnostics.source.interpreter import operators
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.operators import Unanswered
from diagnostics.source.interpreter.values import Call, Unknown


def first_unknown(values: Any) -> Unknown | None:
    """The first of the values that is open."""
    return next((each for each in values if isinstance(each, Unknown)), None)


def open_answer(request: Call, machine: Machine, unknown: Unknown | None) -> Any:
    """What the data say of the call, else what is open in its arguments."""
    found = machine.supplied_for(machine.unknown(request.node))
    if not isinstance(found, Unknown) or found.means or unknown is None:
        return found
    return unknown


def bounded_answer(make: Callable[[], Any], request: Call, machine: Machine) -> Any:
    """What `make` gives; open where it fails, or gives something too large."""
    try:
        return operators.answered(make)
    except Unanswered:
        return machine.unknown(request.node)
