"""What can be done to samples, for worse or merely for harder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
Alteration = Callable[[np.random.Generator, Arrays, float], Arrays]


def label_noise(generator: np.random.Generator, arrays: Arrays, fraction: float) -> Arrays:
    """That fraction of the labels changes places with one another; 1 leaves no signal in them."""
    labels = arrays["y"].copy()
    chosen = generator.permutation(len(labels))[: round(fraction * len(labels))]
    labels[chosen] = labels[generator.permutation(chosen)]
    return {**arrays, "y": labels}


def sorted_by_label(_: np.random.Generator, arrays: Arrays, __: float) -> Arrays:
    """Samples in the order of their labels (of the first, where there are several)."""
    first = arrays["y"].reshape(len(arrays["y"]), -1)[:, 0]
    order = np.argsort(first, kind="stable")
    return {name: values[order] for name, values in arrays.items()}


def imbalanced(_: np.random.Generator, arrays: Arrays, ratio: float) -> Arrays:
    """Class 0 stays whole; of each other class one in `ratio` remains."""
    labels = arrays["y"]
    nth = np.zeros(len(labels), np.int64)
    for label in np.unique(labels):
        nth[labels == label] = np.arange((labels == label).sum())
    kept = (labels == 0) | (nth % round(ratio) == 0)
    return {name: values[kept] for name, values in arrays.items()}


def raw_units(_: np.random.Generator, arrays: Arrays, factor: float) -> Arrays:
    """Inputs in units that make their numbers that much larger, and all of them positive."""
    inputs = arrays["x"].astype(np.float64)
    return {**arrays, "x": ((inputs - inputs.min()) * factor).astype(np.float32)}


def offset(_: np.random.Generator, arrays: Arrays, amount: float) -> Arrays:
    """Inputs that share a large common part."""
    return {**arrays, "x": (arrays["x"] + amount).astype(np.float32)}


def target_units(_: np.random.Generator, arrays: Arrays, factor: float) -> Arrays:
    """Targets in units that make their numbers that much larger, around four times their spread."""
    return {**arrays, "y": ((arrays["y"] + 4.0) * factor).astype(np.float32)}


def blank(generator: np.random.Generator, arrays: Arrays, fraction: float) -> Arrays:
    """That fraction of the inputs holds nothing but zeros, with labels as before."""
    inputs = arrays["x"].copy()
    inputs[generator.permutation(len(inputs))[: round(fraction * len(inputs))]] = 0
    return {**arrays, "x": inputs}


def held_out_labels_mixed(generator: np.random.Generator, arrays: Arrays, fraction: float) -> Arrays:
    """The last fraction is held out, and its labels no longer belong to its inputs."""
    count = len(arrays["x"]) - round(fraction * len(arrays["x"]))
    x, y = arrays["x"], arrays["y"]
    mixed = y[count:][generator.permutation(len(y) - count)]
    return {"x_train": x[:count], "y_train": y[:count], "x_val": x[count:], "y_val": mixed}


def few_to_train_on(_: np.random.Generator, arrays: Arrays, count: float) -> Arrays:
    """The first `count` samples are for training, all the rest is held out."""
    x, y, few = arrays["x"], arrays["y"], round(count)
    return {"x_train": x[:few], "y_train": y[:few], "x_val": x[few:], "y_val": y[few:]}


def one_hot(_: np.random.Generator, arrays: Arrays, classes: float) -> Arrays:
    """Class indices as rows of zeros and a one."""
    return {**arrays, "y": np.eye(round(classes), dtype=np.float32)[arrays["y"]]}


ALTERATIONS: Mapping[str, Alteration] = {
    each.__name__: each
    for each in (
        *(label_noise, sorted_by_label, imbalanced, raw_units, offset, target_units, blank),
        *(held_out_labels_mixed, few_to_train_on, one_hot),
    )
}
