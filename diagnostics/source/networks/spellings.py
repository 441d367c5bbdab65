"""How Keras 1 and 2 called what Keras 3 calls otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

LAYERS: Mapping[str, str] = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "AtrousConv2D": "Conv2D",
    "BatchNormalizationV1": "BatchNormalization",
    "BatchNormalizationV2": "BatchNormalization",
    "SyncBatchNormalization": "BatchNormalization",
    "CuDNNGRU": "GRU",
    "CuDNNLSTM": "LSTM",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconv2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "TimeDistributedDense": "Dense",
    "NormalizationV1": "Normalization",
    "ConvLSTM2DCell": "ConvLSTM2D",
}
GONE = frozenset({"RandomHeight", "RandomWidth"})
NOT_READ = frozenset({
    "GaussianDropoutV1", "Highway", "LocallyConnected1D", "LocallyConnected2D", "MaxoutDense", "ThresholdedReLU",
})  # fmt: skip
_EVERYWHERE = {
    "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "filter_size": "kernel_size",
    "dim_ordering": "data_format",
    "inner_init": "recurrent_initializer",
    "inner_activation": "recurrent_activation",
    "U_regularizer": "recurrent_regularizer",
    "U_constraint": "recurrent_constraint",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "atrous_rate": "dilation_rate",
    "pool_length": "pool_size",
    "stride": "strides",
    "p": "rate",
    "sigma": "stddev",
    "batch_input_shape": "batch_shape",
    "concat_axis": "axis",
    "dot_axes": "axes",
    "gamma_init": "gamma_initializer",
    "beta_init": "beta_initializer",
}
_OF_CLASS: Mapping[str, Mapping[str, str]] = {
    "Dense": {"output_dim": "units"},
    "LSTM": {"output_dim": "units"},
    "GRU": {"output_dim": "units"},
    "SimpleRNN": {"output_dim": "units"},
    "Embedding": {"W_regularizer": "embeddings_regularizer", "init": "embeddings_initializer"},
    "LeakyReLU": {"alpha": "negative_slope"},
    "Reshape": {"dims": "target_shape"},
}
_WITHOUT_EFFECT = frozenset({
    "implementation", "consume_less", "forget_bias_init", "weights", "unroll_inputs", "time_major", "reset_after",
    "batch_size", "dropout_embeddings", "input_length", "fused", "virtual_batch_size", "adjustment", "mode",
    "experimental", "dynamic", "interpolation_order", "lr_multiplier", "W_learning_rate_multiplier", "arguments",
    "arity",
})  # fmt: skip
_ORDERINGS = {"tf": "channels_last", "th": "channels_first", "default": None}
OPTIMIZER_ARGUMENTS = {"lr": "learning_rate", "beta1": "beta_1", "beta2": "beta_2", "nesterov_momentum": "nesterov"}


def argument_of_layer(class_name: str, key: str, accepted: frozenset[str]) -> str | None:
    """What Keras 3 calls an argument of a layer; None where it has no such argument any more and needs none.

    An argument that no Keras has had is given back as it is.
    """
    if key in accepted:
        return key
    translated = _OF_CLASS.get(class_name, {}).get(key) or _EVERYWHERE.get(key)
    if translated in accepted:
        return translated
    return None if key in _WITHOUT_EFFECT else key


def value_of_layer(key: str, value: Any) -> Any:
    """What Keras 3 calls the value of an argument."""
    if key == "data_format" and isinstance(value, str):
        return _ORDERINGS.get(value, value)
    return value


def argument_of_object(kind: str, key: str, order: Sequence[str]) -> str | None:
    """What Keras 3 calls an argument of an optimizer, callback and so on; None where it takes none of that name."""
    if key in order:
        return key
    translated = OPTIMIZER_ARGUMENTS.get(key) if kind == "optimizers" else {"epsilon": "min_delta"}.get(key)
    if translated in order:
        return translated
    # every optimizer takes these, wherever its signature has them
    return key if kind == "optimizers" and key in ("clipnorm", "clipvalue", "global_clipnorm", "weight_decay") else None
