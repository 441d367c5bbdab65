"""Activations, of which a summary says nothing: usual ones stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diagnostics.graph import keras_tables
from diagnostics.source.tabulated.parts import Part
from diagnostics.spec.model import Layer

_ACTIVATIONS = frozenset({"Activation", "ELU", "LeakyReLU", "PReLU", "ReLU", "Softmax"})
_LINEAR_ITSELF = frozenset({"BatchNormalization", "Dropout", "GroupNormalization", "LayerNormalization"})
_PASSED_OVER = frozenset({"Activation", "Dropout", "Flatten", "Reshape", "BatchNormalization", "Identity"})
_RECURRENT = frozenset({"Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "GRU", "LSTM", "SimpleRNN"})


def stand_ins(parts: Sequence[Part]) -> dict[str, str]:
    """By layer: relu inside the network, softmax where it ends (sigmoid for one unit), none before an activation."""
    own = [part.layers[0] for part in parts if len(part.layers) == 1 and not part.layers[0].shares]
    readers = _readers([layer for part in parts for layer in part.layers])
    widths = {part.output: part.shape[-1] if part.shape else None for part in parts}
    found: dict[str, str] = {}
    for layer in own:
        if not layer.name or not _has_activation(layer.class_name):
            continue
        after = [*_following(layer.name, readers, _LINEAR_ITSELF)]
        if layer.class_name != "Activation" and after and all(each.class_name in _ACTIVATIONS for each in after):
            found[layer.name] = "linear"
        elif [*_following(layer.name, readers, _PASSED_OVER)]:
            found[layer.name] = "relu"
        else:
            found[layer.name] = "sigmoid" if widths.get(layer.name) == 1 else "softmax"
    return found


def _has_activation(class_name: str) -> bool:
    known = class_name in keras_tables.names("layers") and class_name not in _RECURRENT
    return known and "activation" in keras_tables.accepted_by_layer(class_name)


def _readers(layers: Sequence[Layer]) -> Mapping[str, list[Layer]]:
    found: dict[str, list[Layer]] = {}
    for layer in layers:
        for name in layer.inputs or ():
            found.setdefault(name, []).append(layer)
    return found


def _following(name: str, readers: Mapping[str, list[Layer]], passed_over: frozenset[str]) -> Iterator[Layer]:
    """The next layers on every way out, without those passed over."""
    waiting, seen = [name], {name}
    while waiting:
        for layer in readers.get(waiting.pop(), ()):
            if layer.class_name not in passed_over:
                yield layer
            elif layer.name and layer.name not in seen:
                seen.add(layer.name)
                waiting.append(layer.name)
