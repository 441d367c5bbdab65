"""Programs run by Keras itself, as far as the networks that they make; data, training and plots are stand-ins."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock

from tests.diagnostics.source.stand_ins import stand_ins
from tests.diagnostics.source.watching import Built, Watch

Sample = tuple[int, ...] | None  # the shape of one


@dataclass(frozen=True)
class Run:
    """What came of a program: every network, and those that it is about."""

    every: tuple[Built, ...]
    main: tuple[Built, ...]


def run(code: str, name: str, sample: Sample = None) -> Run:
    """Executes a program. `sample` is the shape of one, for networks whose text does not say it."""
    watch = Watch()
    with watch.on_keras(), stand_ins(), _alone(name):
        exec(compile(code, name, "exec"), {"__name__": "__main__", "__file__": name})
        every = watch.finished(sample)
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


def _outermost(every: tuple[Built, ...]) -> tuple[Built, ...]:
    inside = {id(layer) for built in every for layer in built.model._flatten_layers(include_self=False, recursive=True)}
    return tuple(built for built in every if id(built.model) not in inside)
