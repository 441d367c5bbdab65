"""Attributes of values."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any

from diagnostics.source.interpreter.instances import attribute_of_instance
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.plain_methods import method_of_plain
from diagnostics.source.interpreter.user_classes import member_of
from diagnostics.source.interpreter.values import (
    BoundMethod,
    Function,
    Instance,
    Module,
    Native,
    Super,
    Unknown,
    UserClass,
    any_of,
)
from diagnostics.source.networks import outside
from diagnostics.source.networks.freezing import freeze
from diagnostics.source.networks.keras_objects import KerasObject
from diagnostics.source.networks.model_methods import attribute_of_layer, attribute_of_model
from diagnostics.source.networks.models_made import take_functional, take_steps
from diagnostics.source.networks.network import Layer, Model, Tensor
from diagnostics.source.place import Place


def attribute(value: Any, node: ast.Attribute, machine: Machine) -> Any:
    """`value.name`; an Unknown where the text leaves it open."""
    return attribute_named(value, node.attr, machine, machine.unknown(node))


def attribute_named(value: Any, name: str, machine: Machine, unknown: Unknown) -> Any:
    """The attribute of that name; `unknown` where nothing is known of it."""
    if hasattr(value, "attribute"):  # data
        found_in_data = value.attribute(name, unknown)
        if name == "shape" and isinstance(found_in_data, Unknown):
            return _shape_of_data(unknown, machine)
        return machine.supplied_for(found_in_data) if isinstance(found_in_data, Unknown) else found_in_data
    for kinds, found in _KINDS:
        if isinstance(value, kinds):
            return found(value, name, machine, unknown)
    method = method_of_plain(value, name)
    return unknown if method is None else method


def _of_module(value: Module, name: str, machine: Machine, unknown: Unknown) -> Any:
    return outside.known(Module(f"{value.path}.{name}")) if len(value.path) <= outside.LONGEST else unknown


def _of_native(value: Native, name: str, machine: Machine, unknown: Unknown) -> Any:
    """A member of what could be a module or a function, by its dotted name alone."""
    return outside.known(Module(f"{value.name}.{name}")) if "." in value.name else unknown


def _of_object(value: KerasObject, name: str, machine: Machine, unknown: Unknown) -> Any:
    return value.members.get(name, value.config.get(name, unknown))


def _of_unknown(value: Unknown, name: str, machine: Machine, unknown: Unknown) -> Any:
    if value.either:
        return any_of(value, [attribute_named(each, name, machine, unknown) for each in value.either])
    if name in _KEEP_DATA:
        return Native(name, lambda request, state: value if value.operations else state.unknown(request.node))
    return _shape_of_data(unknown, machine) if name == "shape" else machine.supplied_for(unknown)


def _shape_of_data(unknown: Unknown, machine: Machine) -> Any:
    """`x.shape` of what `fit` is given, where the data are at hand."""
    shape, samples = machine.supplied.input_shape, machine.supplied.samples
    if shape is None or unknown.expression.removesuffix(".shape") not in machine.data_names:
        return unknown
    return (Unknown(unknown.expression, unknown.line) if samples is None else samples, *shape)


def _of_tensor(value: Tensor, name: str, machine: Machine, unknown: Unknown) -> Any:
    if name in ("shape", "_keras_shape") and value.shape is not None:
        return (None, *value.shape)
    if name == "get_shape" and value.shape is not None:
        shape = (None, *value.shape)
        return Native(name, lambda request, machine: shape)
    return value.use.layer.name if name == "name" else unknown


def _of_class(value: UserClass, name: str, machine: Machine, unknown: Unknown) -> Any:
    found = member_of(value, name)
    if isinstance(found, Function) and found.kind == "classmethod":
        return BoundMethod(found, value)
    return value.name if name == "__name__" else unknown if found is None else found


def _of_function(value: Function, name: str, machine: Machine, unknown: Unknown) -> Any:
    return value.name if name == "__name__" else unknown


def _of_super(value: Super, name: str, machine: Machine, unknown: Unknown) -> Any:
    of = value.receiver.of if isinstance(value.receiver, Instance) else value.of
    found = member_of(of, name, after=value.of)
    if isinstance(found, Function):
        return BoundMethod(found, value.receiver)
    model = value.receiver.model if isinstance(value.receiver, Instance) else None
    if name == "__init__":
        return Native(name, lambda request, machine: _inherited_start(value, model, request, machine))
    if isinstance(model, Model):
        return attribute_of_model(model, name, machine, unknown)
    return Native(name, lambda request, machine: None) if name in ("build", "__post_init__") else unknown


def _inherited_start(value: Super, model: Model | None, request: Any, machine: Machine) -> None:
    """`super().__init__(…)` of what derives from Keras's classes."""
    name = request.keywords.get("name")
    if model is not None:
        model.name = name if isinstance(name, str) else model.name
        if model.steps is not None:
            take_steps(model, request, machine)
        elif request.arguments or "inputs" in request.keywords:
            take_functional(model, request, machine)
    elif isinstance(value.receiver, Instance) and isinstance(name, str):
        value.receiver.members["name"] = name


_KEEP_DATA = frozenset({"astype", "reshape", "copy"})  # methods of arrays that leave their numbers as they are
_KINDS: Sequence[tuple[type, Callable[..., Any]]] = (
    (Module, _of_module),
    (Native, _of_native),
    (Unknown, _of_unknown),
    (Model, attribute_of_model),
    (Layer, attribute_of_layer),
    (Tensor, _of_tensor),
    (Instance, attribute_of_instance),
    (UserClass, _of_class),
    (Super, _of_super),
    (Function, _of_function),
    (KerasObject, _of_object),
)


def set_attribute(owner: Any, name: str, value: Any, machine: Machine, place: Place | None = None) -> None:
    """`owner.name = value`; the place is that of the value."""
    if isinstance(owner, Instance):
        if name == "trainable":
            freeze(owner.model or owner, value, machine, place)
        owner.members[name] = value
    elif name == "trainable" and isinstance(owner, Layer | Model):
        freeze(owner, value, machine, place)
    elif isinstance(owner, UserClass | KerasObject):
        owner.members[name] = value
    elif isinstance(owner, Unknown):
        for each in owner.either:
            set_attribute(each, name, value, machine, place)
