"""The calls of layers in each model of a text, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagnostics.source.interpreter.limits import Budget
from diagnostics.source.networks.flatten import graph_of_model
from diagnostics.source.networks.network import Model, Use, ancestors


@dataclass
class Graphs:
    """What the models of one text are made of."""

    budget: Budget
    _uses: dict[int, list[Use]] = field(default_factory=dict)
    _layers: dict[int, frozenset[int]] = field(default_factory=dict)

    def uses(self, model: Model) -> list[Use]:
        """The calls that depend on a model's inputs, or that its outputs depend on."""
        if id(model) not in self._uses:
            self._uses[id(model)] = graph_of_model(model, self.budget) if model.outputs else []
        return self._uses[id(model)]

    def layers(self, model: Model) -> frozenset[int]:
        """The layers (by identity) that lead to a model's outputs, without its entrances."""
        if id(model) not in self._layers:
            self._layers[id(model)] = frozenset(id(use.layer) for use in ancestors(model.outputs) if use.inputs)
            self.budget.made(model.made.line, len(self._layers[id(model)]))
        return self._layers[id(model)]
