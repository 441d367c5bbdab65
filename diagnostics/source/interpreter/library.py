"""Python's own library as far as programs build networks with it, within bounds."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from diagnostics.source.interpreter.items import entries
from diagnostics.source.interpreter.limits import MAX_ITEMS, MAX_LOOP
from diagnostics.source.interpreter.machine import Machine
from diagnostics.source.interpreter.plain_collections import dictionary
from diagnostics.source.interpreter.records import RECORDS
from diagnostics.source.interpreter.values import Call, Native, Unknown, UserClass

_FOREIGN = re.compile(r"\\u(d[89a-f]|0000)", re.IGNORECASE)  # escapes of what belongs in no text


def _chained(request: Call, machine: Machine) -> Any:
    columns = [entries(each) for each in request.arguments]
    if any(column is None for column in columns):
        return machine.unknown(request.node)
    found = [each for column in columns for each in column or ()]
    machine.budget.made(request.place.line, len(found))
    return found if len(found) <= MAX_ITEMS else machine.unknown(request.node)


def _chained_from(request: Call, machine: Machine) -> Any:
    columns = entries(request.get("", 0))
    if columns is None:
        return machine.unknown(request.node)
    return _chained(Call(tuple(columns), {}, request.place, request.node), machine)


def _repeated(request: Call, machine: Machine) -> Any:
    value, times = request.get("object", 0), request.get("times", 1)
    known = isinstance(times, int) and 0 <= times <= MAX_LOOP
    return [value] * times if known else machine.unknown(request.node)


def _paired(make: Callable[..., Any]) -> Callable[[Call, Machine], Any]:
    def call(request: Call, machine: Machine) -> Any:
        columns = [entries(each) for each in request.arguments]
        if not columns or any(column is None for column in columns):
            return machine.unknown(request.node)
        found: list[Any] = []
        try:
            rows = make(*columns)
        except TypeError:  # too many of them
            return machine.unknown(request.node)
        for row in itertools.islice(rows, MAX_LOOP + 1):
            machine.budget.made(request.place.line, len(row))
            found.append(row)
        return found if len(found) <= MAX_LOOP else machine.unknown(request.node)

    return call


def _read_json(request: Call, machine: Machine) -> Any:
    text = request.get("s", 0)
    if not isinstance(text, str) or len(text) > MAX_ITEMS or _FOREIGN.search(text):
        return text if isinstance(text, Unknown) else machine.unknown(request.node)
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return machine.unknown(request.node)


def _named_tuple(request: Call, machine: Machine) -> Any:
    """`namedtuple(name, fields)`."""
    name, fields = request.get("typename", 0), request.get("field_names", 1)
    if isinstance(fields, str):
        fields = fields.replace(",", " ").split()
    if not isinstance(name, str) or not isinstance(fields, list | tuple):
        return machine.unknown(request.node)
    return UserClass(name, (), {}, tuple(each for each in fields if isinstance(each, str)))


def _environment(request: Call, machine: Machine) -> Any:
    """`os.environ.get(name, default)`: as it runs where nobody sets it."""
    default = request.get("default", 1)
    return machine.unknown(request.node) if default is None else default


_FUNCTIONS: Mapping[str, Callable[[Call, Machine], Any]] = {
    "itertools.chain": _chained,
    "itertools.chain.from_iterable": _chained_from,
    "itertools.repeat": _repeated,
    "itertools.product": _paired(itertools.product),
    "itertools.pairwise": _paired(itertools.pairwise),
    "itertools.zip_longest": _paired(itertools.zip_longest),
    "json.loads": _read_json,
    "collections.namedtuple": _named_tuple,
    "collections.OrderedDict": dictionary,
    "os.environ.get": _environment,
    "os.getenv": _environment,
    **RECORDS,
}
LIBRARY: Mapping[str, Any] = {
    **{path: Native(path, function) for path, function in _FUNCTIONS.items()},
    "sys.argv": ("program",),  # as it runs without arguments; one object for all readings, so nothing that changes
}
