"""The order in which Keras keeps the layers of a functional model: the deepest first, then as they are reached."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from diagnostics.source.interpreter.limits import Budget
from diagnostics.source.networks.network import Layer, Model, Tensor, Use

Operation = tuple[Hashable, Any]  # what tells it from others, and the layer or nested model itself


def in_keras_order(model: Model, operation: Callable[[Use], Operation], budget: Budget) -> list[Any]:
    """The layers, and the models among them, between a model's inputs and outputs; `operation` is what a call is of."""
    walk = _Walk(operation, {id(tensor.use) for tensor in model.inputs})
    for tensor in model.outputs:
        walk.back_from(tensor.use)
    budget.made(model.made.line, len(walk.calls))
    depths = walk.depths()
    for tensor in model.inputs:  # what nothing reads is as deep as the last layer
        walk.reach(tensor.use, -1)
        depths.setdefault(operation(tensor.use)[0], 0)
    listed = sorted(depths, key=lambda key: (-depths[key], walk.places[key]))
    found = [walk.found[key] for key in listed]
    return [each for each in found if not (isinstance(each, Layer) and each.is_operation)]


@dataclass
class _Walk:
    """Every call on the way to the outputs, in the order in which it is left behind."""

    operation: Callable[[Use], Operation]
    ends: set[int]
    calls: list[Use] = field(default_factory=list)
    places: dict[Hashable, int] = field(default_factory=dict)  # by operation, the order of reaching it
    found: dict[Hashable, Any] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)

    def back_from(self, last: Use) -> None:
        """Walks from a call to all that it depends on, the first of its inputs first."""
        waiting = [(last, False)]
        while waiting:
            use, is_left = waiting.pop()
            if is_left:
                self.calls.append(use)
            elif id(use) not in self._seen:
                self._seen.add(id(use))
                self.reach(use, len(self.places))
                waiting.append((use, True))
                waiting.extend((tensor.use, False) for tensor in reversed(self._inputs(use)))

    def reach(self, use: Use, place: int) -> None:
        """Takes in the operation of a call, at that place unless it has one."""
        key, value = self.operation(use)
        self.places.setdefault(key, place)
        self.found.setdefault(key, value)

    def depths(self) -> dict[Hashable, int]:
        """How many operations lie between each operation and the outputs."""
        found: dict[Hashable, int] = {}
        by_call: dict[int, int] = {}
        for use in reversed(self.calls):
            key, _ = self.operation(use)
            depth = found[key] = max(by_call.get(id(use), 0), found.get(key, 0))
            for tensor in self._inputs(use):
                before = depth + (self.operation(tensor.use)[0] != key)
                by_call[id(tensor.use)] = max(before, by_call.get(id(tensor.use), 0))
        return found

    def _inputs(self, use: Use) -> tuple[Tensor, ...]:
        return () if id(use) in self.ends else use.inputs
