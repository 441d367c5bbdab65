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
        _state_held_out(x, fitted.get("validation_data"), found)
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


def _state_held_out(x: Pipeline, held_out: Any, found: Stated) -> None:
    """What is done to one split and not to the other, where both come from generators whose work is known."""
    if x.made is not None and "augment" in found.dataset:
        found.places["/dataset/augment"] = x.made
    if not isinstance(held_out, Pipeline) or held_out.made is None or x.made is None:
        return
    if held_out.settings.get("augment"):
        found.dataset["augment"] = {"train": x.settings.get("augment", []), "validation": held_out.settings["augment"]}
        found.places["/dataset/augment/validation"] = held_out.made
    train, validation = (pipeline.settings.get("preprocess", []) for pipeline in (x, held_out))
    if train != validation:
        found.dataset["preprocess"] = {"train": train, "validation": validation}
        found.places["/dataset/preprocess/validation"] = held_out.made
