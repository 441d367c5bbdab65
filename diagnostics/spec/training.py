"""How the user trains: what `compile` and `fit` would be told."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, SerializerFunctionWrapHandler, model_serializer

from diagnostics.spec.dataset import Seed
from diagnostics.spec.part import Choice, Part

Positive = Annotated[float, Field(gt=0)]
Steps = Annotated[int, Field(ge=1)]


class KerasObject(Part):
    """A Keras optimizer or loss by class name, with its config."""

    class_name: Annotated[str, Field(min_length=1, max_length=128)]
    config: dict[str, Any] = {}


def _named(value: Any) -> Any:
    return {"class_name": value} if isinstance(value, str) else value


Named = Annotated[KerasObject, BeforeValidator(_named, json_schema_input_type=str | KerasObject)]


class StepDecay(Part):
    """Constant between boundaries (in steps), as Keras's PiecewiseConstantDecay."""

    boundaries: tuple[Steps, ...]
    values: tuple[Positive, ...]


class ExponentialDecay(Part):
    """As Keras's ExponentialDecay."""

    initial_learning_rate: Positive
    decay_steps: Steps
    decay_rate: Positive
    staircase: bool = False


class CosineDecay(Part):
    """As Keras's CosineDecay."""

    initial_learning_rate: Positive
    decay_steps: Steps
    alpha: Annotated[float, Field(ge=0)] = 0.0


class Cyclic(Part):
    """Triangular between base and max; a half cycle takes step_size steps (Smith 2017)."""

    base: Positive
    max: Positive
    step_size: Steps


class Warmup(Part):
    """Linear from zero to target over so many steps, then constant."""

    target: Positive
    steps: Steps


class Schedule(Choice):
    """A learning rate that depends on the step."""

    constant: Positive | None = None
    step: StepDecay | None = None
    exponential: ExponentialDecay | None = None
    cosine: CosineDecay | None = None
    cyclic: Cyclic | None = None
    warmup: Warmup | None = None

    @model_serializer(mode="wrap")
    def _number_when_constant(self, handler: SerializerFunctionWrapHandler) -> float | dict[str, Any]:
        dumped: dict[str, Any] = handler(self)
        return self.constant if self.constant is not None else {self.key: dumped[self.key]}


def _schedule(value: Any) -> Any:
    return {"constant": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value


LearningRate = Annotated[Schedule, BeforeValidator(_schedule, json_schema_input_type=Positive | Schedule)]


class EarlyStopping(Part):
    """Ends the run when the validation loss has not improved for so many epochs."""

    patience: Annotated[int, Field(ge=0)] = 0
    min_delta: Annotated[float, Field(ge=0)] = 0.0


class ReduceOnPlateau(Part):
    """Multiplies the learning rate when the validation loss has not improved for so many epochs."""

    factor: Annotated[float, Field(gt=0, lt=1)] = 0.1
    patience: Annotated[int, Field(ge=0)] = 10
    min_delta: Annotated[float, Field(ge=0)] = 1e-4
    min_rate: Annotated[float, Field(ge=0)] = 0.0


class Callback(Choice):
    """A Keras callback that changes the course of training."""

    early_stopping: EarlyStopping | None = None
    reduce_on_plateau: ReduceOnPlateau | None = None


class Training(Part):
    """Optimizer, loss and the length of the run."""

    optimizer: Named = KerasObject(class_name="Adam")
    learning_rate: LearningRate = Schedule(constant=0.001)
    loss: Named
    metrics: tuple[Annotated[str, Field(min_length=1)], ...] = ("accuracy",)
    batch_size: Annotated[int, Field(ge=1, le=1_000_000)] = 32
    epochs: Annotated[int, Field(ge=1, le=1_000_000)] = 10
    shuffle: bool = True
    seed: Seed = 0
    class_weight: dict[Annotated[int, Field(ge=0)], Positive] | None = None
    callbacks: tuple[Callback, ...] = ()
    precision: Literal["float32", "mixed_float16", "mixed_bfloat16"] = "float32"
    jit: Literal["auto"] | bool = "auto"
