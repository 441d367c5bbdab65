"""Programs run by Keras itself, as far as the networks that they make; data, training and plots are stand-ins."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from unittest import mock

import keras

from diagnostics.spec.job import ResolvedModel
from tests.diagnostics.source.anything import Curves
from tests.diagnostics.source.built import built_by_keras
from tests.diagnostics.source.stand_ins import stand_ins
from tests.diagnostics.source.tracing import Shapes, as_functional, config_of, fed_by, is_own, own_layers_called_inline
from tests.diagnostics.source.training import compiled_with, fitted_with

Sample = tuple[int, ...] | None  # the shape of one
_FUNCTIONAL = type(keras.Model(start := keras.Input((1,)), start))


@dataclass(frozen=True)
class State:
    """A network as it stood at one `fit` (or at the end), as Keras writes it, and what it was told of training."""

    config: Mapping[str, Any]
    parameters: int
    training: Mapping[str, Any]

    @cached_property
    def network(self) -> ResolvedModel:
        """Its layers."""
        return built_by_keras(self.config)


@dataclass
class Built:
    """A network of the program. `used` says that it was compiled or fitted."""

    model: Any
    used: bool = False
    compiled: dict[str, Any] = field(default_factory=dict)
    metrics: int = 0
    fed: Shapes = ()
    states: list[State] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """What came of a program: every network, and those that it is about."""

    every: tuple[Built, ...]
    main: tuple[Built, ...]


def run(code: str, name: str, input_shape: Sample = None) -> Run:
    """Executes a program. `input_shape` is that of one sample, for networks whose text does not say it."""
    caught: dict[int, Built] = {}
    with _catching(caught), stand_ins(), _alone(name):
        exec(compile(code, name, "exec"), {"__name__": "__main__", "__file__": name})
        every = tuple(caught.values())
        for built in every:
            if not built.states:
                _keep_state(built, {}, input_shape, caught)
    used = tuple(built for built in every if built.used)
    return Run(every, used or _outermost(every))


@contextlib.contextmanager
def _alone(name: str) -> Iterator[None]:
    """Keeps a program's words, warnings and settings from everybody else."""
    with contextlib.ExitStack() as kept:
        kept.enter_context(mock.patch.object(sys, "argv", [name]))
        kept.enter_context(mock.patch.dict(os.environ))
        kept.enter_context(warnings.catch_warnings())
        kept.enter_context(contextlib.redirect_stdout(io.StringIO()))
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _catching(caught: dict[int, Built]) -> Iterator[None]:
    """Notes every model that is made, and what it is told, in the order of making."""
    with contextlib.ExitStack() as patches:
        for cls, counts in ((keras.Sequential, _always), (_FUNCTIONAL, _is_of_program), (keras.Model, is_own)):
            patches.enter_context(mock.patch.object(cls, "__init__", _noted(cls.__init__, counts, caught)))
        patches.enter_context(mock.patch.object(keras.Model, "compile", _compile(keras.Model.compile, caught)))
        patches.enter_context(mock.patch.object(keras.Model, "fit", _fit(caught)))
        patches.enter_context(mock.patch.object(keras.Model, "evaluate", _evaluate(caught)))
        patches.enter_context(own_layers_called_inline())
        yield


def _noted(init: Any, counts: Callable[[Any], bool], caught: dict[int, Built]) -> Any:
    def noted(self: Any, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **kwargs)
        if counts(self):
            caught.setdefault(id(self), Built(self))

    return noted


def _always(model: Any) -> bool:
    return True


def _is_of_program(model: Any) -> bool:
    """Whether the program asked for the functional model; Sequential keeps one inside, made anew for each layer."""
    return bool(sys._getframe(2).f_globals.get("__name__") != keras.Sequential.__module__)


def _compile(real: Any, caught: dict[int, Built]) -> Any:
    def compile_(self: Any, *args: Any, **kwargs: Any) -> None:
        real(self, *args, **kwargs)
        built = caught.setdefault(id(self), Built(self))
        built.used = True
        built.compiled = compiled_with(self, *args, **kwargs)
        built.metrics = len(kwargs.get("metrics") or (args[3] if len(args) > 3 else ()))

    return compile_


def _fit(caught: dict[int, Built]) -> Any:
    def fit(self: Any, x: Any = None, *args: Any, **kwargs: Any) -> Curves:
        built = caught[id(self)]
        built.used = True
        built.fed = fed_by(x)
        _keep_state(built, fitted_with(x, *args, **kwargs), None, caught)
        return Curves()

    return fit


def _evaluate(caught: dict[int, Built]) -> Any:
    def evaluate(self: Any, *args: Any, **kwargs: Any) -> Any:
        metrics = caught[id(self)].metrics
        return [0.0] * (1 + metrics) if metrics else 0.0

    return evaluate


def _keep_state(
    built: Built, fitted: Mapping[str, Any], input_shape: tuple[int, ...] | None, caught: dict[int, Built]
) -> None:
    shapes = built.fed or (((None, *input_shape),) if input_shape else ())
    model = as_functional(built.model, shapes)
    if model is not built.model:
        caught.pop(id(model), None)  # it is ours, not the program's
    config = config_of(model)
    built.states.append(State(config, model.count_params(), {**built.compiled, **fitted}))


def _outermost(every: tuple[Built, ...]) -> tuple[Built, ...]:
    inside = {id(layer) for built in every for layer in built.model._flatten_layers(include_self=False, recursive=True)}
    return tuple(built for built in every if id(built.model) not in inside)
