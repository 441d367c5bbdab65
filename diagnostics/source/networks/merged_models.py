"""`Merge([left, right])` of Keras 1: a layer that joins whole models, the first of a Sequential."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call
from diagnostics.source.networks.entrances import materialised
from diagnostics.source.networks.merging import class_of_mode
from diagnostics.source.networks.models_made import new_model
from diagnostics.source.networks.network import Layer, Model
from diagnostics.source.networks.tensor_math import layer_for


def merge_models(request: Call, machine: Machine) -> Any:
    """The model from the inputs of several to what joins their outputs; without models, a layer that joins tensors."""
    models = entries(request.get("layers", 0, ()))
    if models is None or not all(isinstance(each, Model) for each in models):
        return machine.unknown(request.node)
    for model in models:
        model.is_part = True
    found = class_of_mode(request.get("mode", 1, "sum"), request)
    if found is None:
        return machine.unknown(request.node)
    class_name, config = found
    machine.note(request.place.line, f"Merge is read as {class_name}")
    if not models:
        return Layer(class_name, config, machine.free_name("merge"), request.place)
    for model in models:
        materialised(model, machine)
        if len(model.outputs) != 1:
            return machine.unknown(request.node)
    made = new_model("merge", request, machine)
    made.is_part = True
    made.inputs = tuple(dict.fromkeys(tensor for model in models for tensor in model.inputs))
    outputs = [model.outputs[0] for model in models]
    made.outputs = (layer_for(class_name, config, outputs, request.place, machine),)
    return made
