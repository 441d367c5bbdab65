"""The job that stands for none: data are looked at as a plain network would be fed them."""

from __future__ import annotations

from typing import Any

from diagnostics.graph.resolve import resolve
from diagnostics.observations import DatasetFacts
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job

NETWORK = "network"  # as messages call what the values reach


def unseen(dataset: Dataset, diagnosis: Diagnosis, *, quantities: bool) -> ResolvedSpec:
    """The job before the data are known.

    A loss for two classes takes whole numbers for classes, rows of zeros and ones for labels, and other numbers for
    quantities.
    """
    return _job(dataset, diagnosis, (1,), 1, "mse" if quantities else "binary_crossentropy")


def fitting(dataset: Dataset, diagnosis: Diagnosis, facts: DatasetFacts) -> ResolvedSpec:
    """The job with a network and a loss that fit the data."""
    losses = {
        "regression": "mse",
        "multiclass": "categorical_crossentropy"
        if facts.label_form == "one_hot"
        else "sparse_categorical_crossentropy",
    }
    units = len(facts.classes or ()) or 1
    return _job(dataset, diagnosis, facts.input_shape or (1,), units, losses.get(facts.task, "binary_crossentropy"))


def _job(dataset: Dataset, diagnosis: Diagnosis, shape: tuple[int, ...], units: int, loss: str) -> ResolvedSpec:
    layers: list[dict[str, Any]] = [
        {"name": "inputs", "class_name": "InputLayer", "config": {"shape": list(shape)}},
        {"name": "flat", "class_name": "Flatten"},
        {"name": NETWORK, "class_name": "Dense", "config": {"units": units}},
    ]
    document = {
        "dataset": dataset.model_dump(mode="json"),
        "model": {"layers": layers},
        "training": {"loss": loss},
        "diagnosis": diagnosis.model_dump(mode="json"),
    }
    return resolve(read_job(document))
