"""Whether two resolved specs say the same, whatever their layers are called."""

from __future__ import annotations

from typing import Any

from diagnostics.graph import keras_tables
from diagnostics.spec.job import ResolvedLayer, ResolvedModel, ResolvedSpec

INNER_LAYERS = frozenset({"layer", "cell", "backward_layer"})  # config keys whose values are layers
_KINDS: dict[str, keras_tables.Kind] = {
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
}


def difference(wanted: ResolvedSpec, found: ResolvedSpec) -> str | None:
    """The first part in which two specs differ, in words, or None."""
    if _shape(wanted.model) != _shape(found.model):
        return "the network"
    one, other = wanted.model_dump(mode="json"), found.model_dump(mode="json")
    for part in ("training", "dataset"):
        for key, value in one[part].items():
            if not same_value(key, value, other[part].get(key)):
                return f"{part}.{key}"
    return None


def same_value(key: str, one: Any, other: Any) -> bool:
    """Whether two values of a config key mean the same to Keras."""
    return bool(_plain(key, one) == _plain(key, other))


def _shape(model: ResolvedModel) -> tuple[Any, ...]:
    """Classes, configs and wiring by place in an order that the wiring alone decides; equal means the same network."""
    order = _order(model)
    place_of = {layer.name: place for place, layer in enumerate(order)}
    layers = [
        (
            layer.class_name,
            _config(layer),
            [place_of[name] for name in layer.inputs],
            layer.shares and place_of[layer.shares],
        )
        for layer in order
    ]
    return layers, [place_of[name] for name in model.outputs]


def _config(layer: ResolvedLayer) -> dict[str, Any]:
    """Without `trainable` where there is nothing to train."""
    kept = keras_tables.has_weights(layer.class_name)
    return {key: _plain(key, value) for key, value in layer.config.items() if kept or key != "trainable"}


def _order(model: ResolvedModel) -> list[ResolvedLayer]:
    """Every layer after those it reads, outputs first and what leads nowhere last."""
    by_name = {layer.name: layer for layer in model.layers}
    done: dict[str, ResolvedLayer] = {}
    for root in (*model.outputs, *by_name):
        waiting = [root]
        while waiting:
            name = waiting[-1]
            open_inputs = [source for source in by_name[name].inputs if source not in done]
            if open_inputs and name not in done:
                waiting.append(open_inputs[0])
            else:
                done[waiting.pop()] = by_name[name]
    return list(done.values())


def _plain(key: str, value: Any) -> Any:
    if key.endswith("activation") and value is None:
        return "linear"
    kind = _KINDS.get(key.rpartition("_")[2])
    if kind is not None and isinstance(value, str | dict):
        return _object(kind, value)
    if isinstance(value, dict) and key in INNER_LAYERS:
        return _layer(value)
    if isinstance(value, dict):
        return {name: _plain(str(name), entry) for name, entry in value.items()}
    return [_plain("", entry) for entry in value] if isinstance(value, list | tuple) else _exact(value)


def _object(kind: keras_tables.Kind, value: str | dict[str, Any]) -> Any:
    name = value if isinstance(value, str) else value.get("class_name")
    class_name = keras_tables.class_of(kind, name) if isinstance(name, str) else None
    if class_name is None:
        return value
    config = {} if isinstance(value, str) else value.get("config") or {}
    whole = keras_tables.defaults(kind, class_name) | config
    return class_name.lower().replace("_", ""), {name: _plain("", entry) for name, entry in whole.items()}


def _layer(value: dict[str, Any]) -> Any:
    class_name, config = value.get("class_name"), value.get("config")
    if class_name not in keras_tables.names("layers") or not isinstance(config, dict):
        return value
    whole = keras_tables.EVERY_LAYER | keras_tables.defaults("layers", class_name) | config
    return class_name, {key: _plain(key, entry) for key, entry in whole.items() if key != "name"}


def _exact(value: Any) -> Any:
    """1 and 1.0 are the same to Keras, true and 1 are not."""
    return ("bool", value) if isinstance(value, bool) else value
