"""What a text says of the data that `fit` is given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.data import Array
from diagnostics.source.networks.pipelines import Pipeline
from diagnostics.source.networks.stages import Stage
from diagnostics.source.networks.stated import Stated


def state_data(fitted: Mapping[str, Any], stage: Stage, found: Stated) -> None:
    x, y = fitted.get("x"), fitted.get("y")
    if isinstance(x, Pipeline):
        found.dataset |= {
            key: value for key, value in x.settings.items() if not (key == "validation" and x.is_validation)
        }
        if x.batch_size is not None:
            found.training["batch_size"] = x.batch_size
    if (isinstance(x, Array) and x.operations and not x.odd) or (
        isinstance(x, Unknown) and x.operations and not x.is_odd
    ):
        found.dataset["preprocess"] = list(x.operations)
    if "preprocess" in found.dataset and isinstance(x, Array | Pipeline | Unknown) and x.prepared is not None:
        found.places["/dataset/preprocess"] = x.prepared
    if isinstance(y, Array) and y.encoding is not None:
        found.dataset["labels"] = {"encoding": y.encoding}
    fraction = fitted.get("validation_split")
    if isinstance(fraction, float) and 0 < fraction < 1:
        found.dataset["validation"] = {"tail": fraction}
        place = stage.places.get("fit.validation_split")
        found.places |= {"/dataset/validation/tail": place} if place is not None else {}
    elif isinstance(x, Array) and x.split is not None:
        found.dataset["validation"] = {"fraction": x.split}
