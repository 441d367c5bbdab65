"""Functions that make, split and feed data: what of them a network and a spec depend on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.values import Call, Native
from diagnostics.source.networks.arguments import argument_parser
from diagnostics.source.networks.arrays import ARRAYS
from diagnostics.source.networks.generators import GENERATORS
from diagnostics.source.networks.known_sets import KNOWN_SETS
from diagnostics.source.networks.preparing import PREPARING


def _unique(request: Call, machine: Machine) -> Any:
    return machine.supplied_for(machine.unknown(request.node))


_FUNCTIONS: Mapping[str, Callable[[Call, Machine], Any]] = {
    **KNOWN_SETS,
    **ARRAYS,
    **GENERATORS,
    "numpy.unique": _unique,
    "argparse.ArgumentParser": argument_parser,
}
DATA: Mapping[str, Any] = {
    **{path: Native(path, function) for path, function in _FUNCTIONS.items()},
    **PREPARING,
    "numpy.newaxis": None,
    "tensorflow.newaxis": None,
}
