"""Optimizers, losses, initializers and the like as the text makes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from diagnostics.source.interpreter.values import Call, Unknown
from diagnostics.source.networks import signatures, spellings
from diagnostics.source.place import Place

if TYPE_CHECKING:
    from diagnostics.source.interpreter.machine import Machine


@dataclass(frozen=True)
class KerasClass:
    """A class of Keras's other than a layer; `kind` is the module that holds it (`optimizers`)."""

    kind: str
    name: str


@dataclass(frozen=True)
class KerasFunction:
    """A function of Keras's that stands for itself in a config (`keras.losses.mean_squared_error`)."""

    kind: str
    name: str


@dataclass(frozen=True)
class ActivationFunction:
    """An activation by its name, which can also be called on a tensor."""

    name: str


@dataclass(eq=False)
class KerasObject:
    """An optimizer, loss, metric, callback, schedule, initializer, regularizer or constraint."""

    kind: str
    class_name: str
    config: dict[str, Any]
    made: Place
    arguments: dict[str, Place] = field(default_factory=dict)
    members: dict[str, Any] = field(default_factory=dict)


def make_object(called: KerasClass, request: Call, machine: Machine) -> Any:
    """The object that a call of a Keras class makes; what Keras 3 calls otherwise is translated and noted."""
    order = signatures.order_of(called.kind, called.name)
    config: dict[str, Any] = dict(zip(order, request.arguments, strict=False))
    arguments = {name: request.places[at] for at, name in enumerate(order) if at in request.places}
    for key, value in request.keywords.items():
        name = spellings.argument_of_object(called.kind, key, order)
        if name is None:
            machine.note(request.place.line, f"{called.name} takes no {key} in Keras 3; it is left out")
            continue
        if name != key:
            machine.note(request.place.line, f"{key} of {called.name} is read as {name}")
        config[name] = value
        if key in request.places:
            arguments[name] = request.places[key]
    config.pop("name", None)
    class_name = signatures.class_of(called.kind, called.name)
    return KerasObject(called.kind, class_name, config, request.place, arguments)


def first_open(value: KerasObject) -> Unknown | None:
    """The first of its config's values that is open."""
    return next((each for each in value.config.values() if isinstance(each, Unknown)), None)
