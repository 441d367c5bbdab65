"""Which class of Keras a row means, whose name may be cut off or of an older Keras."""

from __future__ import annotations

import re
from functools import cache

from diagnostics.graph import keras_tables
from diagnostics.graph.plain import RUNS_CODE
from diagnostics.source.tabulated.table import Row

NESTED = frozenset({"Model", "Functional", "Sequential"})
_OLDER = {
    "AtrousConvolution1D": "Conv1D",
    "AtrousConvolution2D": "Conv2D",
    "CuDNNGRU": "GRU",
    "CuDNNLSTM": "LSTM",
    "Deconvolution2D": "Conv2DTranspose",
    "Highway": "Dense",
    "SyncBatchNormalization": "BatchNormalization",
    "ThresholdedReLU": "ReLU",
    "TimeDistributedDense": "Dense",
}
_SECOND_NAMES = re.compile(r"(?:Global)?(?:Avg|Max)Pool\dD|(?:Separable)?Convolution\dD.*")
# Layers that older Keras made of operations, by the first words of their name.
_OPERATIONS = {
    "tf.__operators__.add": "Add",
    "tf.concat": "Concatenate",
    "tf.math.add": "Add",
    "tf.math.multiply": "Multiply",
    "tf.math.reduce_mean": "GlobalAveragePooling2D",
    "tf.math.subtract": "Subtract",
    "tf.nn.relu": "ReLU",
    "tf.nn.softmax": "Softmax",
    "tf.reshape": "Reshape",
}
_MERGE = ("Concatenate", "Add")
_USUAL = (
    "Conv2D", "Dense", "BatchNormalization", "Activation", "MaxPooling2D", "Dropout", "Flatten", "ReLU", "Add",
    "Concatenate", "GlobalAveragePooling2D", "AveragePooling2D", "LSTM", "GRU", "Embedding", "Conv1D", "MaxPooling1D",
    "DepthwiseConv2D", "SeparableConv2D", "ZeroPadding2D", "UpSampling2D", "Conv2DTranspose", "Reshape", "LeakyReLU",
    "GlobalMaxPooling2D", "Bidirectional", "TimeDistributed", "LayerNormalization", "MultiHeadAttention",
)  # fmt: skip


def classes_of(row: Row) -> tuple[str, ...]:
    """Every class that the row can mean, the likeliest first; none for code of one's own."""
    text = row.class_text
    if text == "Merge":
        return _MERGE
    if row.is_whole:
        return _whole(row)
    if any(name.startswith(text) for name in NESTED) and not _suiting(row):
        return ()
    return _suiting(row)


def is_nested(row: Row) -> bool:
    """Whether the row is a model inside the model."""
    return row.class_text in NESTED or (not row.is_whole and not classes_of(row))


def _whole(row: Row) -> tuple[str, ...]:
    text = _OLDER.get(row.class_text, row.class_text)
    text = re.sub(r"^(Separable)?Convolution(\dD)$", r"\1Conv\2", text)
    text = re.sub(r"^(Global)?(Avg|Max)Pool(\dD)$", _long_pool, text)
    if text in _layers():
        return (text,)
    meant = _OPERATIONS.get(re.sub(r"_\d+$", "", row.name))
    return (meant,) if meant is not None else ()


def _long_pool(found: re.Match[str]) -> str:
    return f"{found[1] or ''}{'Average' if found[2] == 'Avg' else 'Max'}Pooling{found[3]}"


def _suiting(row: Row) -> tuple[str, ...]:
    """The classes that begin as printed: those after which the row is named, the usual ones, the others."""
    stem = re.sub(r"_\d+$", "", row.name).lower()
    if not row.class_text:
        return tuple(name for name in _layers() if _snake(name) == stem)
    beginning = [name for name in _layers() if name.startswith(row.class_text)]
    return tuple(sorted(beginning, key=lambda name: _rank(name, stem, row.class_text)))


def _rank(name: str, stem: str, printed: str) -> tuple[bool, bool, bool, int]:
    usual = _USUAL.index(name) if name in _USUAL else len(_USUAL)
    named = stem.endswith((_snake(name), name.lower()))
    return _snake(name) != stem, not named, name != printed, usual


@cache
def _snake(name: str) -> str:
    return re.sub("([a-z])([A-Z])", r"\1_\2", re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)).lower()  # as Keras does


@cache
def _layers() -> tuple[str, ...]:
    every = keras_tables.names("layers")
    return tuple(name for name in every if not _SECOND_NAMES.fullmatch(name) and name not in RUNS_CODE)
