"""Configs that Keras 1 and 2 wrote, in the terms of Keras 3. What Keras 3 writes passes through unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CLASSES = {
    "Convolution1D": "Conv1D", "Convolution2D": "Conv2D", "Convolution3D": "Conv3D", "CuDNNLSTM": "LSTM",
    "Deconvolution2D": "Conv2DTranspose", "SeparableConvolution2D": "SeparableConv2D", "CuDNNGRU": "GRU",
    "BatchNormalizationV1": "BatchNormalization", "BatchNormalizationV2": "BatchNormalization",
    "LSTMV1": "LSTM", "LSTMV2": "LSTM", "GRUV1": "GRU", "GRUV2": "GRU",
}  # fmt: skip
_KEYS = {
    "border_mode": "padding", "subsample": "strides", "nb_filter": "filters", "init": "kernel_initializer",
    "inner_init": "recurrent_initializer", "inner_activation": "recurrent_activation", "bias": "use_bias",
    "W_regularizer": "kernel_regularizer", "b_regularizer": "bias_regularizer", "W_constraint": "kernel_constraint",
    "b_constraint": "bias_constraint", "U_regularizer": "recurrent_regularizer", "atrous_rate": "dilation_rate",
    "dropout_W": "dropout", "dropout_U": "recurrent_dropout", "beta_init": "beta_initializer", "stride": "strides",
    "gamma_init": "gamma_initializer", "dim_ordering": "data_format", "filter_length": "kernel_size",
    "pool_length": "pool_size", "subsample_length": "strides",
}  # fmt: skip
_KEYS_OF = {
    "LeakyReLU": {"alpha": "negative_slope"}, "Dense": {"output_dim": "units"}, "SimpleRNN": {"output_dim": "units"},
    "LSTM": {"output_dim": "units"}, "GRU": {"output_dim": "units"}, "GaussianNoise": {"sigma": "stddev"},
    "Dropout": {"p": "rate"}, "GaussianDropout": {"p": "rate"}, "SpatialDropout1D": {"p": "rate"},
    "SpatialDropout2D": {"p": "rate"}, "InputLayer": {"batch_input_shape": "batch_shape"},
}  # fmt: skip
_IDLE = frozenset({
    "batch_input_shape", "implementation", "time_major", "consume_less", "input_dtype", "input_length",
    "create_mask_input", "nb_row", "nb_col",
})  # fmt: skip
_IDLE_IN = {
    "InputLayer": {"ragged", "sparse"},
    "BatchNormalization": {"mode", "fused", "virtual_batch_size", "adjustment"},
    "SeparableConv1D": {"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups"},
    "SeparableConv2D": {"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups"},
    "DepthwiseConv2D": {"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups", "filters"},
}
_VALUES: Mapping[str, Mapping[str, str | None]] = {
    "data_format": {"tf": "channels_last", "th": "channels_first", "default": None},
    "activation": {"softmax_v2": "softmax", "swish_v2": "swish"},
    "distribution": {"normal": "truncated_normal"},
}
_LAYERS_INSIDE = frozenset({"layer", "backward_layer", "cell", "cells"})


def renamed_class(class_name: Any) -> Any:
    """The class by its name in Keras 3."""
    return _CLASSES.get(class_name, class_name) if isinstance(class_name, str) else class_name


def translated_config(class_name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """The config of a layer with the keys and values of Keras 3, and of layers and initializers inside it."""
    names = _KEYS | _KEYS_OF.get(class_name, {})
    idle = _IDLE | _IDLE_IN.get(class_name, set()) | (set() if "Embedding" in class_name else {"input_dim"})
    found: dict[str, Any] = {}
    for key, value in config.items():
        new = names.get(key, key)
        if (key in names or key not in idle) and (new == key or new not in config):
            found[new] = _value(new, value)
    return found | _implied(class_name, config)


def _implied(class_name: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """What older versions wrote in another form, or did not need to write."""
    axis = config.get("axis")
    if class_name == "BatchNormalization" and isinstance(axis, list) and len(axis) == 1:
        return {"axis": axis[0]}
    if class_name == "GRU" and "reset_after" not in config and _IDLE & set(config):
        return {"reset_after": False}
    return {"kernel_size": [config["nb_row"], config["nb_col"]]} if {"nb_row", "nb_col"} <= set(config) else {}


def _value(key: str, value: Any) -> Any:
    if isinstance(value, str):
        return _VALUES.get(key, {}).get(value, value)
    if isinstance(value, Mapping) and isinstance(value.get("config"), Mapping) and "class_name" in value:
        return _object(key, value)
    return [_value(key, entry) for entry in value] if isinstance(value, list) and key in _LAYERS_INSIDE else value


def _object(key: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    class_name, config = renamed_class(value["class_name"]), value["config"]
    if key in _LAYERS_INSIDE:
        return {**value, "class_name": class_name, "config": translated_config(class_name, config)}
    if key.endswith("_initializer"):
        config = {name: _value(name, entry) for name, entry in config.items() if name != "dtype"}
        return {**value, "config": config}
    return {**value, "class_name": "DTypePolicy"} if key == "dtype" and class_name == "Policy" else value
