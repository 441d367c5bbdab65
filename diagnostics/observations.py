"""What was seen: facts about the data, and what the probes read from a network at one step of one trial.

Everything here is plain data that survives a round trip through JSON. Figures that are not finite are kept
(a diverged run has them) and written as the strings "NaN", "Infinity" and "-Infinity".
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, WithJsonSchema

Real = Annotated[
    float,
    WithJsonSchema({"anyOf": [{"type": "number"}, {"enum": ["NaN", "Infinity", "-Infinity"]}]}),
]
Task = Literal["multiclass", "binary", "regression"]


class Observation(BaseModel):
    """Plain, immutable data."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


class Unreadable(Observation):
    """A file that could not be read as a sample, and why."""

    file: str
    reason: str


class InputFacts(Observation):
    """The values that enter the network, over a sample of at most 1,024 inputs of a split."""

    minimum: Real
    maximum: Real
    mean: Real
    std: Real
    non_finite: int


class SplitFacts(Observation):
    """One split: its size, its labels and its inputs after preprocessing."""

    samples: int
    label_counts: dict[str, int] | None = None
    inputs: InputFacts


class DatasetFacts(Observation):
    """What one pass over the data found."""

    format: str
    task: Task
    input_shape: tuple[int, ...]
    classes: tuple[str, ...] | None = None
    target_mean: Real | None = None
    target_variance: Real | None = None
    train: SplitFacts
    validation: SplitFacts | None = None
    available: int
    unreadable: tuple[Unreadable, ...] = ()
    unreadable_count: int = 0


class LayerSnapshot(Observation):
    """One layer over the whole probe set, in inference mode.

    `across_input_std` is the root mean square, over the layer's output elements, of the standard deviation across
    inputs: 0 when every input gives the same answer. `dead_fraction` counts units that are zero for every probe input
    and position, and is None where a zero has no such meaning.
    """

    mean: Real
    std: Real
    across_input_std: Real
    zero_fraction: Real
    units: int
    dead_fraction: Real | None = None
    gradient_norm: Real | None = None
    weight_norm: Real | None = None
    movement: Real | None = None


class Score(Observation):
    """How the network does on a fixed probe set against the best answer that ignores the input.

    `gain` is the mean over samples of (loss of the constant answer - loss of the network), `gain_error` its standard
    error: a gain that is clearly positive is what learning means. Log loss for classes, squared error for regression.
    """

    samples: int
    loss: Real
    chance_loss: Real
    gain: Real
    gain_error: Real
    accuracy: Real | None = None
    chance_accuracy: Real | None = None


class OutputSnapshot(Observation):
    """What comes out, over the probe set.

    `logit_spread` is the mean over outputs of the standard deviation across inputs, before the last activation;
    `top_probability_std` the standard deviation across inputs of the largest probability.
    """

    logit_spread: Real
    top_probability_std: Real | None = None
    predicted: tuple[int, ...] | None = None


class Snapshot(Observation):
    """What the probes saw at one step (0: before any update)."""

    step: int
    probe_samples: int
    layers: dict[str, LayerSnapshot]
    output: OutputSnapshot
    train: Score
    validation: Score | None = None


class Environment(Observation):
    """Where a trial ran."""

    python: str
    tensorflow: str
    keras: str
    device: str
    device_name: str
    threads: int
    platform: str
