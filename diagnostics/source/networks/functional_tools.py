"""`functools`."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_LOOP
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Native


def partial_function(request: Call, machine: Machine) -> Any:
    """`functools.partial(function, …)`."""
    if not request.arguments:
        return machine.unknown(request.node)
    function, *first = request.arguments

    def called(later: Call, state: Machine) -> Any:
        arguments, keywords = (*first, *later.arguments), {**request.keywords, **later.keywords}
        places = {at + len(first) if isinstance(at, int) else at: place for at, place in later.places.items()}
        again = Call(arguments, keywords, later.place, later.node, places, later.open_keywords)
        return state.call(function, again, state)

    return Native("partial", called)


def reduced(request: Call, machine: Machine) -> Any:
    """`functools.reduce(function, values, first)`."""
    values = entries(request.get("", 1))
    first = request.arguments[2:3]
    if values is None or len(values) > MAX_LOOP or not (values or first):
        return machine.unknown(request.node)
    found, *rest = [*first, *values]
    for value in rest:
        found = machine.call_with(request.arguments[0], (found, value), request)
    return found
