"""A job as the user writes it, and its resolved form."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from diagnostics.spec.dataset import Dataset
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.model import Lines, Model, Name, Weights
from diagnostics.spec.part import Part
from diagnostics.spec.training import Training

Title = Annotated[str, Field(max_length=200)]


def _stated_by_programs(schema: dict[str, Any]) -> None:
    """What a program under model.source states is put into the job before it is read as one."""
    schema["required"].remove("training")


class JobSpec(Part):
    """One request: data, model, training, and how to diagnose it."""

    model_config = ConfigDict(json_schema_extra=_stated_by_programs)

    name: Title | None = None
    dataset: Dataset
    model: Model
    training: Training = Field(description="May be left out where model.source states how it trains.")
    diagnosis: Diagnosis = Diagnosis()


class ResolvedLayer(Part):
    """A layer with its name, its inputs and every default of its config written out.

    One that shares the weights of an earlier layer has no config of its own.
    """

    name: Name
    class_name: str
    config: dict[str, Any]
    inputs: tuple[Name, ...]
    shares: Annotated[Name | None, Field(exclude_if=lambda name: name is None)] = None


class ResolvedModel(Part):
    """The network as a list of layers, whatever form it came in, and where stored weights come from.

    `lines` leads from layers, by name, and from JSON pointers outside the model to the lines of the program that the
    network was read from, where it was.
    """

    layers: tuple[ResolvedLayer, ...]
    outputs: tuple[Name, ...]
    weights: Weights | None = None
    lines: Annotated[Lines | None, Field(exclude_if=lambda lines: lines is None)] = None

    @property
    def pretrained(self) -> frozenset[str]:
        """The names of the layers that come from a saved model."""
        return frozenset(self.weights.layers) if self.weights else frozenset()


class ResolvedSpec(Part):
    """The job with nothing left implicit; every `at`, patch and root cause refers to it. Itself a valid job."""

    name: Title | None = None
    dataset: Dataset
    model: ResolvedModel
    training: Training
    diagnosis: Diagnosis
