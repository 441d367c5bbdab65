"""`Sequential(...)`, `Model(...)` and Keras's applications."""

from __future__ import annotations

from typing import Any

from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks.layer_names import allowed
from diagnostics.source.networks.network import Model, Tensor
from diagnostics.source.networks.tensors import tensors_in


def new_model(stem: str, request: Call, machine: Machine) -> Model:
    """A model that is not yet anything."""
    name = request.keywords.get("name")
    made = Model(allowed(name) if isinstance(name, str) and name else machine.free_name(stem), request.place)
    made.depth_of_doubt = len(machine.doubts)
    made.title = machine.builders[-1] if machine.builders else None
    machine.add_model(made)
    return made


def make_sequential(request: Call, machine: Machine) -> Model:
    """`Sequential([...])`."""
    made = new_model("sequential", request, machine)
    made.steps = []
    take_steps(made, request, machine)
    return made


def take_steps(model: Model, request: Call, machine: Machine) -> None:
    """The layers that a Sequential starts with."""
    given = request.get("layers", 0)
    if given is None:
        return
    found = entries(given)
    if found is None or request.open_keywords is not None:
        unknown = given if isinstance(given, Unknown) else machine.unknown(request.node)
        model.refusal = (request.place.line, f"its layers are open: {unknown.expression}")
        return
    for each in found:
        add_step(model, each, None, machine)


def add_step(model: Model, value: Any, request: Call | None, machine: Machine) -> None:
    """`model.add(layer)`."""
    if model.steps is None:
        return
    line = request.place.line if request is not None else model.made.line
    if isinstance(value, Tensor) and value.use.layer.class_name == "InputLayer":  # keras.Input in a Sequential
        value = value.use.layer
        value.input_shape = value.config.get("shape", value.open.get("shape"))
    elif isinstance(value, Unknown):
        model.refusal = model.refusal or (value.line, value.expression)
    elif isinstance(value, Tensor):
        model.refusal = (line, "what is added is the output of a layer, not a layer")
    if len(machine.doubts) > model.depth_of_doubt:
        model.doubts.append(machine.doubts[-1])
    if isinstance(value, Model):
        value.is_part = True
    model.steps.append(value)
    if model.outputs:
        model.inputs = model.outputs = ()


def make_functional(request: Call, machine: Machine) -> Any:
    """`Model(inputs, outputs)`."""
    if not request.arguments and not {"inputs", "input", "outputs", "output"} & set(request.keywords):
        return machine.unknown(request.node)
    made = new_model("functional", request, machine)
    take_functional(made, request, machine)
    return made


def take_functional(model: Model, request: Call, machine: Machine) -> None:
    """The inputs and outputs of a functional model."""
    inputs = request.get("inputs", 0, request.keywords.get("input"))
    outputs = request.get("outputs", 1, request.keywords.get("output"))
    for given, what in ((inputs, "inputs"), (outputs, "outputs")):
        unknown = _open_in(given)
        if unknown is not None:
            model.refusal = (unknown.line, unknown.expression)
            return
        if not list(tensors_in([_values(given)])):
            model.refusal = (request.place.line, f"its {what} are not outputs of layers")
            return
    model.inputs = tuple(tensors_in([_values(inputs)]))
    model.outputs = tuple(tensors_in([_values(outputs)]))


def _values(given: Any) -> Any:
    return list(given.values()) if isinstance(given, dict) else given


def _open_in(given: Any) -> Unknown | None:
    if isinstance(given, Unknown):
        return given
    values = _values(given)
    found = values if isinstance(values, list | tuple) else []
    return next((each for each in found if isinstance(each, Unknown)), None)
