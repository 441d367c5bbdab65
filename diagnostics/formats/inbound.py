"""How a layer was called, as Keras writes it: what it was given, and in which mode."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diagnostics.formats.errors import SavedModelError
from diagnostics.graph.kinds import SEVERAL_ARGUMENTS
from diagnostics.graph.shapes.layer_shape import Shape

_MOST_DEPTH = 20
_IN_TURN = ("query", "value", "key")
_CONSTANT = "_CONSTANT_VALUE"  # in the place of a layer's name, as Keras 2 wrote it


@dataclass(frozen=True)
class Reference:
    """One output of one call of a layer that stands beside it, and its shape without the batch where it is written."""

    name: str
    call: int
    output: int = 0
    shape: Shape | None = None


@dataclass(frozen=True)
class Call:
    """One call of a layer or an operation: References, constants and lists of both."""

    arguments: tuple[Any, ...]
    keywords: Mapping[str, Any]

    @property
    def references(self) -> tuple[Reference, ...]:
        """Every output of a layer that it is given, in order."""
        return tuple(_references_in([*self.arguments, *self.keywords.values()]))

    def with_references(self, change: Callable[[Reference], Any]) -> Call:
        """The same call with something in the place of each reference."""
        arguments = tuple(_changed(argument, change) for argument in self.arguments)
        return Call(arguments, {key: _changed(value, change) for key, value in self.keywords.items()})


def references(value: Any) -> tuple[Reference, ...]:
    """Every `[name, call, output]` in a nested list, in order."""
    return tuple(_named(value))


def calls_of(nodes: Sequence[Any]) -> tuple[Call, ...]:
    """Every call of a layer or an operation. Raises SavedModelError."""
    return tuple(_call(node) for node in nodes)


def inputs_of(call: Call, class_name: str, path: str) -> tuple[Reference, ...]:
    """What a layer reads. Raises SavedModelError for a call that a list of layers cannot express."""
    arguments, keywords = list(call.arguments), dict(call.keywords)
    if class_name in SEVERAL_ARGUMENTS:
        named = [keywords.pop(key) for key in _IN_TURN[len(arguments) :] if keywords.get(key) is not None]
        given = [*arguments, *named]
        arguments = given[:2] if len(given) == 3 and given[2] == given[1] else given
    elif not arguments:
        first = next((key for key, value in keywords.items() if tuple(_references_in(value))), None)
        arguments = [] if first is None else [keywords.pop(first)]
    while arguments and arguments[-1] is None:
        arguments.pop()
    _check_plain(keywords, path)
    if len(arguments) > 1 and class_name not in SEVERAL_ARGUMENTS:
        raise SavedModelError(f"layer {path!r} is called with {len(arguments)} arguments, of which one is read")
    listed = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], list) else arguments
    if not listed or not all(isinstance(each, Reference) for each in listed):
        raise SavedModelError(f"layer {path!r} is called with something other than the outputs of layers")
    return tuple(listed)


def is_inference(call: Call) -> bool:
    """Whether it was called with training=False, whatever the network does.

    Keras 2 keeps to that; Keras 3 writes it for every Dropout and lets the network's own mode win, so it is not read.
    """
    return call.keywords.get("training") is False


def _check_plain(keywords: Mapping[str, Any], path: str) -> None:
    for key, value in keywords.items():
        nothing = isinstance(value, list) and all(entry is None for entry in value)
        if value not in (None, False) and not nothing:
            said = f"{key}=True" if value is True else f"{key}=…"
            raise SavedModelError(f"layer {path!r} is called with {said}, which a list of layers cannot say")


def _call(node: Any) -> Call:
    if isinstance(node, list):
        return _older_call(node)
    keywords = {key: _value(value) for key, value in node["kwargs"].items() if key != "training"}
    return Call(tuple(_value(argument) for argument in node["args"]), keywords)


def _older_call(node: list[Any]) -> Call:
    """As Keras 2 wrote it: a list of `[name, call, output, keywords]`, or one of them; keywords may refer as well."""
    steps = [node] if node and isinstance(node[0], str) else node
    keywords = {key: value for step in steps if len(step) > 3 for key, value in step[3].items()}
    given = [step[2] if step[0] == _CONSTANT else Reference(step[0], int(step[1]), int(step[2])) for step in steps]
    arguments = (given[0],) if len(given) == 1 else (given,)
    return Call(arguments, {key: _older_value(value) for key, value in keywords.items()})


def _older_value(value: Any) -> Any:
    match value:
        case [str(name), int(call), int(output), *_] if not isinstance(call, bool):
            return Reference(name, call, output)
        case list():
            return [_older_value(entry) for entry in value]
    return value


def _value(value: Any, depth: int = 0) -> Any:
    """An argument as Keras 3 writes it."""
    if depth > _MOST_DEPTH:
        raise SavedModelError(f"the arguments of a call are nested deeper than {_MOST_DEPTH} levels")
    match value:
        case {"class_name": "__keras_tensor__", "config": {"keras_history": [name, call, output]} as config}:
            shape = config.get("shape")
            return Reference(str(name), int(call), int(output), tuple(shape[1:]) if shape else None)
        case {"class_name": "__tensor__" | "__numpy__", "config": {"value": constant}}:
            return constant
        case {"class_name": "__tuple__", "items": list(entries)} | list(entries):
            return [_value(entry, depth + 1) for entry in entries]
    return value


def _changed(value: Any, change: Callable[[Reference], Any]) -> Any:
    if isinstance(value, Reference):
        return change(value)
    return [_changed(entry, change) for entry in value] if isinstance(value, list | tuple) else value


def _references_in(value: Any) -> Iterator[Reference]:
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from _references_in(entry)


def _named(value: Any) -> Iterator[Reference]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if value and isinstance(value[0], str):
        name, call, output, *_ = value
        yield Reference(name, int(call), int(output))
        return
    for entry in value:
        yield from _named(entry)
