"""How a layer was called, as Keras writes it: the tensors it was given, and in which mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnostics.formats.errors import SavedModelError
from diagnostics.graph.kinds import SEVERAL_ARGUMENTS

References = tuple[tuple[str, int], ...]  # the name of a layer beside it, and which of its outputs


@dataclass(frozen=True)
class Call:
    """The one call of a layer."""

    inputs: References
    inference: bool


def references(value: Any) -> References:
    """Every `[name, node, output]` in a nested list, in order."""
    return tuple(_references(value))


def call_of(entry: Mapping[str, Any], path: str) -> Call:
    """The call of a layer. Raises SavedModelError for one that a list of layers cannot express."""
    nodes = entry["inbound_nodes"]
    if len(nodes) != 1:
        raise SavedModelError(f"layer {path!r} is called {len(nodes)} times: shared layers are not read")
    node = nodes[0]
    if isinstance(node, list):  # as Keras 2 wrote it
        settings = [settings for *_, settings in node if isinstance(settings, Mapping)]
        return Call(references([step[:3] for step in node]), any(_inference(each, path) for each in settings))
    return Call(_inputs(node["args"], entry["class_name"], path), _inference(node["kwargs"], path))


def _references(value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, Mapping):
        raise SavedModelError("its inputs or outputs are a dictionary, which is not read; save it with a list of them")
    if value and isinstance(value[0], str):
        name, _, output = value
        yield name, int(output)
        return
    for entry in value:
        yield from _references(entry)


def _inputs(arguments: list[Any], class_name: str, path: str) -> References:
    if len(arguments) == 1 and isinstance(arguments[0], list):
        arguments = arguments[0]
    elif len(arguments) > 1 and class_name not in SEVERAL_ARGUMENTS:
        raise SavedModelError(f"layer {path!r} is called with {len(arguments)} arguments, of which one is read")
    return references([_history(argument, path) for argument in arguments])


def _history(argument: Any, path: str) -> Any:
    if not isinstance(argument, Mapping) or argument.get("class_name") != "__keras_tensor__":
        raise SavedModelError(f"layer {path!r} is called with something other than the outputs of layers")
    return argument["config"]["keras_history"]


def _inference(settings: Mapping[str, Any], path: str) -> bool:
    """Whether it was called with training=False. Raises SavedModelError for other settings of a call."""
    for key, value in settings.items():
        if value is not None and not (key == "training" and isinstance(value, bool)):
            raise SavedModelError(f"layer {path!r} is called with {key}=…, which a list of layers cannot say")
    if settings.get("training") is True:
        raise SavedModelError(f"layer {path!r} is called with training=True, which a list of layers cannot say")
    return settings.get("training") is False
