"""Every program there is, found by walking the folders of base programs and of faults."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType

from benchmarks.accuracy import faults, programs
from benchmarks.accuracy.halves import HALVES
from benchmarks.accuracy.program import VARIANTS, Faulty, Healthy, Program, Variant

Base = Callable[[Variant], Healthy]
Fault = Callable[[Healthy], Faulty | None]
MOST_PER_HALF = 4
STRIDE = 7  # shares no divisor with the number of bases, so that all of them come up


@cache
def healthy_programs() -> tuple[Program, ...]:
    """Every base program in every variant."""
    made = []
    for base in (base for module in _modules(programs) for base in module.BASES):
        for variant in VARIANTS:
            healthy = base(variant)
            half = HALVES[base.__name__]
            made.append(Program(base.__name__, variant.name, half, healthy.data, healthy.document))
    return tuple(sorted(made, key=lambda program: program.name))


@cache
def sick_programs() -> tuple[Program, ...]:
    """Every fault in base programs that it applies to, MOST_PER_HALF of them in either half.

    The bound keeps faults that fit everywhere from outweighing the rest.
    """
    return tuple(program for module in _modules(faults) for program in _with_fault(_name(module), module.fault))


def _with_fault(name: str, fault: Fault) -> Iterator[Program]:
    """Bases in turn, each in another variant, beginning elsewhere for each fault; then the same in other variants."""
    known = {program.name: program for program in healthy_programs()}
    bases = sorted({program.base for program in healthy_programs()})
    start, taken = sum(map(ord, name)), dict.fromkeys(HALVES.values(), 0)
    for number in range(len(bases) * len(VARIANTS)):
        base = bases[(start + number * STRIDE) % len(bases)]
        variant = VARIANTS[(start + number % len(bases) + number // len(bases)) % len(VARIANTS)].name
        healthy = known[f"{base}/{variant}"]
        if taken[healthy.half] == MOST_PER_HALF:
            continue
        made = fault(Healthy(healthy.data, healthy.document))
        if made is not None:
            taken[healthy.half] += 1
            yield Program(base, variant, healthy.half, made.data, made.document, name, made.truth)


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]
