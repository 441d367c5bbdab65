"""The networks that a program makes, caught as Keras makes, compiles and fits them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from unittest import mock

import keras

from diagnostics.spec.job import ResolvedModel
from tests.diagnostics.source.anything import Curves
from tests.diagnostics.source.built import built_by_keras
from tests.diagnostics.source.tracing import Shapes, as_functional, config_of, fed_by, is_own, own_layers_called_inline
from tests.diagnostics.source.training import compiled_with, fitted_with

_FUNCTIONAL = type(keras.Model(start := keras.Input((1,)), start))


@dataclass(frozen=True)
class State:
    """A network as it stood at some time, as Keras writes it, and what it was told of training."""

    config: Mapping[str, Any]
    parameters: int
    training: Mapping[str, Any]

    @cached_property
    def network(self) -> ResolvedModel:
        """Its layers."""
        return built_by_keras(self.config)


@dataclass
class Built:
    """A network of the program, as it stood at each `fit`; where it was never fitted, at `compile` and in the end.

    `used` says that it was compiled or fitted.
    """

    model: Any
    used: bool = False
    compiled: dict[str, Any] = field(default_factory=dict)
    metrics: int = 0
    at_compile: State | None = None
    states: list[State] = field(default_factory=list)


class Watch:
    """Everything that is caught, by the identity of the model, in the order of making."""

    def __init__(self) -> None:
        self._caught: dict[int, Built] = {}

    @contextlib.contextmanager
    def on_keras(self) -> Iterator[None]:
        """Catches from here on."""
        with contextlib.ExitStack() as patches:
            for cls, counts in (
                (keras.Sequential, _always),
                (_FUNCTIONAL, _is_of_program),
                (keras.Model, _says_itself),
            ):
                patches.enter_context(mock.patch.object(cls, "__init__", self._noted(cls.__init__, counts)))
            for name, seen in (("compile", self._compile(keras.Model.compile)), ("fit", self._fit())):
                patches.enter_context(mock.patch.object(keras.Model, name, seen))
            patches.enter_context(mock.patch.object(keras.Model, "evaluate", self._evaluate()))
            patches.enter_context(own_layers_called_inline())
            yield

    def finished(self, sample: tuple[int, ...] | None) -> tuple[Built, ...]:
        """Every network; `sample` is the shape of one, for those that nothing was ever fed to."""
        every = tuple(self._caught.values())
        for built in every:
            if not built.states:
                end = self._state(built, ((None, *sample),) if sample else (), {})
                built.states = [end] if built.at_compile is None else [built.at_compile, end]
        return every

    def _noted(self, init: Any, counts: Callable[[Any], bool]) -> Any:
        def noted(model: Any, *args: Any, **kwargs: Any) -> None:
            init(model, *args, **kwargs)
            if counts(model):
                self._caught.setdefault(id(model), Built(model))

        return noted

    def _compile(self, real: Any) -> Any:
        def compile_(model: Any, *args: Any, **kwargs: Any) -> None:
            real(model, *args, **kwargs)
            built = self._caught.setdefault(id(model), Built(model))
            built.used = True
            built.compiled = compiled_with(model, *args, **kwargs)
            built.metrics = len(kwargs.get("metrics") or (args[3] if len(args) > 3 else ()))
            built.at_compile = self._state(built, (), {}) if model.built and not is_own(model) else None

        return compile_

    def _fit(self) -> Any:
        def fit(model: Any, x: Any = None, *args: Any, **kwargs: Any) -> Curves:
            built = self._caught[id(model)]
            built.used = True
            built.states.append(self._state(built, fed_by(x), fitted_with(x, *args, **kwargs)))
            return Curves()

        return fit

    def _evaluate(self) -> Any:
        def evaluate(model: Any, *args: Any, **kwargs: Any) -> Any:
            metrics = self._caught[id(model)].metrics
            return [0.0] * (1 + metrics) if metrics else 0.0

        return evaluate

    def _state(self, built: Built, shapes: Shapes, fitted: Mapping[str, Any]) -> State:
        model = as_functional(built.model, shapes)
        if model is not built.model:
            self._caught.pop(id(model), None)  # it is ours, not the program's
        return State(config_of(model), model.count_params(), {**built.compiled, **fitted})


def _says_itself(model: Any) -> bool:
    """Whether it is of a class of the program that says what its networks do; some hold others and a loop alone."""
    return is_own(model) and (type(model).call is not keras.Model.call or hasattr(model, "_functional"))


def _always(model: Any) -> bool:
    return True


def _is_of_program(model: Any) -> bool:
    """Whether the program asked for the functional model; Sequential keeps one inside, made anew for each layer."""
    return bool(sys._getframe(2).f_globals.get("__name__") != keras.Sequential.__module__)
