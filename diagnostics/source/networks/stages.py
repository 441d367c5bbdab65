"""What `compile` and `fit` are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from diagnostics.source.interpreter.values import Call
from diagnostics.source.networks import signatures
from diagnostics.source.networks.freezing import frozen_layers
from diagnostics.source.place import Place

if TYPE_CHECKING:
    from diagnostics.source.interpreter.machine import Machine
    from diagnostics.source.networks.network import Model

_OLD_FIT = {"nb_epoch": "epochs", "samples_per_epoch": "steps_per_epoch", "nb_val_samples": "validation_steps"}
_OLD_GENERATOR = ("x", "steps_per_epoch", "epochs", "verbose", "callbacks", "validation_data", "validation_steps")


@dataclass(eq=False)
class Stage:
    """One `compile` and the first `fit` after it; arguments by Keras 3's names."""

    compiled: dict[str, Any] = field(default_factory=dict)
    fitted: dict[str, Any] | None = None
    places: dict[str, Place] = field(default_factory=dict)
    line: int = 1
    frozen: frozenset[int] | None = None  # the layers (by identity) that did not train in it

    @property
    def optimizer(self) -> Any:
        """The optimizer as it was given."""
        return self.compiled.get("optimizer")


def compile_model(model: Model, request: Call, machine: Machine) -> None:
    """`model.compile(…)`."""
    arguments, places = _arguments("compile", request, {})
    if isinstance(arguments.get("loss_weights"), list | tuple) and "metrics" not in arguments:
        arguments["metrics"] = arguments.pop("loss_weights")  # the third place before Keras 3
    model.stages.append(Stage(arguments, None, places, request.place.line, _frozen(model, machine)))


def fit_model(model: Model, request: Call, machine: Machine) -> Any:
    """`model.fit(…)`."""
    return _fit(model, *_arguments("fit", request, _OLD_FIT), request, machine)


def fit_on_generator(model: Model, request: Call, machine: Machine) -> Any:
    """`model.fit_generator(…)` of Keras 1 and 2."""
    machine.note(request.place.line, "fit_generator is read as fit")
    arguments = dict(zip(_OLD_GENERATOR, request.arguments, strict=False))
    places = {name: request.places[at] for at, name in enumerate(_OLD_GENERATOR) if at in request.places}
    for key, value in request.keywords.items():
        name = {"generator": "x", **_OLD_FIT}.get(key, key)
        arguments[name] = value
        if key in request.places:
            places[name] = request.places[key]
    return _fit(model, arguments, places, request, machine)


def _fit(model: Model, arguments: dict[str, Any], places: dict[str, Place], request: Call, machine: Machine) -> Any:
    machine.consume(list(arguments.values()))
    if not model.stages:
        model.stages.append(Stage(line=request.place.line))
    stage = model.stages[-1]
    if stage.fitted is not None:
        machine.note(request.place.line, f"{model.title or model.name} is trained again; the first training is read")
        return machine.unknown(request.node)
    stage.fitted = arguments
    stage.places |= {f"fit.{key}": place for key, place in places.items()}
    stage.frozen = _frozen(model, machine)
    return machine.unknown(request.node)


def _arguments(method: str, request: Call, old: dict[str, str]) -> tuple[dict[str, Any], dict[str, Place]]:
    order = signatures.order_of("models", method)
    arguments = dict(zip(order, request.arguments, strict=False))
    places = {name: request.places[at] for at, name in enumerate(order) if at in request.places}
    for key, value in request.keywords.items():
        name = old.get(key, key)
        arguments[name] = value
        if key in request.places:
            places[name] = request.places[key]
    return arguments, places


def _frozen(model: Model, machine: Machine) -> frozenset[int]:
    return frozenset(frozen_layers(model, machine))
