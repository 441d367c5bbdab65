"""Operations beside the layers that are to equal them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest

from diagnostics.graph.operations import Tensor, equivalent

X, Y = Tensor("x", (4, 5, 6)), Tensor("y", (4, 5, 6))
ROW = Tensor("row", (4, 6))


def check(said: Callable[..., Any], *asked: Any) -> None:
    """Fails unless the layer found for what is asked gives the numbers that Keras gives for what is said of X and Y."""
    found = equivalent(*asked)
    assert found is not None
    generator = np.random.default_rng(0)
    known = {name: generator.normal(size=(3, 4, 5, 6)).astype("float32") for name in ("x", "y")}
    tensors = {name: keras.ops.convert_to_tensor(value) for name, value in known.items()}
    made = getattr(keras.layers, found.class_name).from_config(dict(found.config))
    fed = [tensors[name] for name in found.inputs]
    answer = np.array(made(fed if len(fed) > 1 else fed[0]))
    assert answer == pytest.approx(np.array(said(*tensors.values())), abs=1e-5)
