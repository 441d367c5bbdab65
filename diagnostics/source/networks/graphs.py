"""The calls of layers in each model of a text, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field

from diagnostics.source.interpreter.limits import Budget
from diagnostics.source.networks.flatten import graph_of_model
from diagnostics.source.networks.network import Model, Use


@dataclass
class Graphs:
    """What the models of one text are made of, those calls left out that lead nowhere."""

    budget: Budget
    _uses: dict[int, list[Use]] = field(default_factory=dict)
    _layers: dict[int, frozenset[int]] = field(default_factory=dict)

    def uses(self, model: Model) -> list[Use]:
        """The calls between a model's inputs and outputs."""
        if id(model) not in self._uses:
            self._uses[id(model)] = graph_of_model(model, self.budget) if model.outputs else []
        return self._uses[id(model)]

    def layers(self, model: Model) -> frozenset[int]:
        """The layers (by identity) that a model calls on something."""
        if id(model) not in self._layers:
            self._layers[id(model)] = frozenset(id(use.layer) for use in self.uses(model) if use.inputs)
        return self._layers[id(model)]
