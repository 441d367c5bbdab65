"""Layers of a model, and which of them train."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from diagnostics.formats.application_layers import PART
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Instance
from diagnostics.source.networks.flatten import graph_of_model
from diagnostics.source.networks.keras_order import Operation, in_keras_order
from diagnostics.source.networks.network import Layer, Model, Use
from diagnostics.source.place import Place


def layers_of(model: Model, machine: Machine) -> list[Any]:
    """`model.layers`: layers and nested models in Keras's order; a Sequential does not count its InputLayer."""
    if model.steps is not None:
        return [step for step in model.steps if not (isinstance(step, Layer) and step.class_name == "InputLayer")]
    if model.instance is not None and not model.outputs:
        return [each for each in model.instance.members.values() if isinstance(each, Layer | Model | Instance)]
    nested = {each.name: each for each in (*machine.models, *model.parts) if each is not model}

    def operation(use: Use) -> Operation:
        whole = nested.get(use.prefix.split("/")[0]) if use.prefix else None
        if whole is not None:
            return id(whole), whole
        return use.layer.name.removesuffix(PART) if use.layer.is_named else id(use.layer), use.layer

    return in_keras_order(model, operation, machine.budget)


def every_layer(owner: Any, machine: Machine) -> list[Layer]:
    """Every layer in a model or an object, those of nested ones among them, each once."""
    found: dict[int, Any] = {}
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        if id(each) not in found:
            found[id(each)] = each
            waiting.extend(_parts_of(each, machine))
    return [each for each in found.values() if isinstance(each, Layer)]


def _parts_of(owner: Any, machine: Machine) -> Sequence[Any]:
    if isinstance(owner, Layer):
        return [owner.config.get("layer")]
    if isinstance(owner, Instance):
        inside = [each for each in owner.members.values() if isinstance(each, Layer | Instance | Model)]
        return [*inside[:2000], *([owner.model] if owner.model is not None else [])]
    if not isinstance(owner, Model):
        return []
    if owner.steps is not None:
        return owner.steps
    if owner.instance is not None and not owner.outputs:
        return [owner.instance]
    return [use.layer for use in graph_of_model(owner, machine.budget, machine.models)]


def freeze(owner: Any, value: Any, machine: Machine, place: Place | None = None) -> None:
    """`owner.trainable = value`, of everything in it; the place is that of the value."""
    if isinstance(value, bool | int):
        for model in _models_in(owner, machine):
            model.is_frozen = not value
        for layer in every_layer(owner, machine):
            layer.trainable = bool(value)
            if place is not None:
                layer.set_at[layer.trainable] = place


def frozen_layers(owner: Any, machine: Machine) -> set[int]:
    """The layers of a model (by identity) that do not train: frozen themselves, or within a model that is."""
    frozen = {id(layer) for layer in every_layer(owner, machine) if not layer.trainable}
    for model in _models_in(owner, machine):
        if model.is_frozen:
            frozen |= {id(layer) for layer in every_layer(model, machine)}
    return frozen


def _models_in(owner: Any, machine: Machine) -> list[Model]:
    """The model itself and those that are layers of it, at whatever depth."""
    found: dict[int, Model] = {}
    waiting = [owner]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Model) and id(each) not in found:
            found[id(each)] = each
            waiting.extend(layers_of(each, machine))
    return [*found.values()]
