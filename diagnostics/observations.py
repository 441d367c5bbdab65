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
Task = Literal["multiclass", "binary", "multilabel", "regression"]


class Observation(BaseModel):
    """Plain, immutable data."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


class Unreadable(Observation):
    """A file that could not be read as a sample, and why."""

    file: str
    reason: str


class ImageSize(Observation):
    """So many image files that are of this size, in pixels, before any resizing."""

    width: int
    height: int
    files: int


class Thumbnail(Observation):
    """A sample to look at: a PNG of at most 32 × 32 pixels as a data URI, and its label."""

    image: str
    label: str


class Spread(Observation):
    """Where numbers lie: their extremes, mean and standard deviation; NaN where none is finite."""

    minimum: Real
    maximum: Real
    mean: Real
    std: Real


class InputFacts(Observation):
    """The values that enter the network, over a sample of at most 1,024 inputs of a split (`looked_at`).

    `channels` describes the first 64 entries of the last axis. `constant_features` of an input's `features` numbers
    are the same in all inputs looked at; `blank_samples` of those inputs have one value throughout (None where an
    input is a single number).
    """

    minimum: Real
    maximum: Real
    mean: Real
    std: Real
    non_finite: int
    looked_at: int | None = None
    features: int | None = None
    channels: tuple[Spread, ...] = ()
    constant_features: int | None = None
    blank_samples: int | None = None


class RawFacts(Observation):
    """The inputs as stored, before preprocessing: their range over a sample, and samples with NaN or infinity.

    `non_finite_samples` are those of all samples `searched` for them. `channels` describes the first 64 entries of the
    last axis; `whole_numbers` says whether they are stored as integers.
    """

    values: Spread
    non_finite_samples: int
    searched: int
    channels: tuple[Spread, ...] = ()
    whole_numbers: bool = False


class TargetFacts(Observation):
    """The quantities to predict in one split; `columns` has the first 64 outputs, each on its own."""

    values: Spread
    columns: tuple[Spread, ...]
    non_finite: int


class SplitFacts(Observation):
    """One split: its size, its labels and its inputs after preprocessing.

    `label_counts` are the samples of each class or, with several labels a sample, those that carry each label.
    """

    samples: int
    label_counts: dict[str, int] | None = None
    inputs: InputFacts
    raw: RawFacts | None = None
    targets: TargetFacts | None = None


class Copies(Observation):
    """Samples whose stored inputs are equal, number for number, to those of another; blank ones do not count.

    Or, as near copies, pictures that are nearly another and not equal to it.

    `repeated` of the `looked_at` samples equal one further ahead in their split, or for held-out samples one of the
    training split; `contradicting` of these have another label than the one that they equal.
    """

    looked_at: int
    repeated: int
    contradicting: int


class ChannelOrder(Observation):
    """How far the colours of the two splits lie apart as they are, and in the order that fits best.

    `order` has, for each training channel, the held-out channel that stands for it: (0, 1, 2) where they come in the
    same order. Distances are in standard deviations of one picture's colours, within classes; `evidence` is the
    chi-square statistic, with six degrees of freedom, of their being the same as they are. `samples` held-out ones were
    compared.
    """

    order: tuple[int, ...]
    apart: Real
    apart_reordered: Real
    evidence: Real
    samples: int


class SignalTest(Observation):
    """Whether simple models tell anything about the labels of samples that they were not fitted on.

    `statistic` is the best model's area under the curve, 0.5 being chance and each class or label counting the same (of
    quantities: the rank correlation of its answers with the truth, 0 being chance), and `chance` its mean on shuffled
    labels. `p_value` is the share of shuffles that do as well, the choice of the best model included, and `detectable`
    what would have stood out. `at_most` is the most that the model may tell, as far as these samples show. `none` is
    said only where that is little above chance.
    """

    says: Literal["signal", "none", "unclear"]
    statistic: Real
    chance: Real
    p_value: Real
    detectable: Real
    at_most: Real = float("nan")
    samples: int
    method: str


LabelForm = Literal["index", "one_hot", "multi_hot", "float"]


class DatasetFacts(Observation):
    """What one pass over the data found.

    `target_shape` is that of one sample's target as the loss is fed it, `()` for an index, and `label_form` what its
    numbers mean. `signal` is None until a trial has reason to look for it. `image_sizes` lists the commonest sizes of
    files, `samples` shows some training samples (of a job, in the facts of its reference alone), and
    `fingerprint` stays the same while the data do.
    """

    format: str
    task: Task
    input_shape: tuple[int, ...]
    target_shape: tuple[int, ...] | None = None
    label_form: LabelForm | None = None
    classes: tuple[str, ...] | None = None
    target_mean: Real | None = None
    target_variance: Real | None = None
    train: SplitFacts
    validation: SplitFacts | None = None
    train_copies: Copies | None = None
    validation_copies: Copies | None = None
    train_near_copies: Copies | None = None
    validation_near_copies: Copies | None = None
    channel_order: ChannelOrder | None = None
    signal: SignalTest | None = None
    available: int
    unreadable: tuple[Unreadable, ...] = ()
    unreadable_count: int = 0
    image_sizes: tuple[ImageSize, ...] = ()
    samples: tuple[Thumbnail, ...] = ()
    fingerprint: str | None = None

    @property
    def units_for_classes(self) -> int:
        """The outputs that class numbers take: stored numbers may leave some out, names are numbered without gaps."""
        classes = self.classes or ()
        numbered = self.format == "arrays" and all(name.isdecimal() for name in classes)
        return max((int(name) for name in classes), default=-1) + 1 if numbered else len(classes)


class BatchStatistics(Observation):
    """A batch normalisation's moving statistics against those of the probe inputs, medians over its channels.

    `variance_ratio` is moving variance / batch variance, `mean_gap` is |moving mean - batch mean| in units of the
    batch's standard deviation.
    """

    variance_ratio: Real
    mean_gap: Real


class LayerSnapshot(Observation):
    """One layer over the whole probe set; where the network normalises batches, with the statistics of the probe's own.

    `across_input_std` is the root mean square, over the layer's output elements, of the standard deviation across
    inputs: 0 when every input gives the same answer. Of maps with many places it, like mean, extremes and fractions
    of outputs, is taken from about 64 of them. `units` are the entries of the last axis. `unit_states` has one
    letter a unit: d dead (zero for every probe input), s sparse (zero for 9 of 10 inputs or more), t saturated
    (within 5% of a bound of its activation for 19 of 20 outputs or more), a alive. The fractions of dead and
    saturated units are None where the layer's activation cannot be either.

    `gradient_norm` is that of the loss with respect to the layer's trainable weights on a few probe inputs, without
    dropout; `unreached` names trainable weights that the loss does not depend on. `movement` is the norm of the change
    since the start relative to the norm at the start (absolute where that is 0), `update_ratio` that of the last
    optimiser step relative to the norm before it.
    """

    mean: Real
    std: Real
    across_input_std: Real
    zero_fraction: Real | None = None
    units: int
    minimum: Real | None = None
    maximum: Real | None = None
    dead_fraction: Real | None = None
    saturated_fraction: Real | None = None
    unit_states: str | None = None
    gradient_norm: Real | None = None
    unreached: tuple[str, ...] = ()
    weight_norm: Real | None = None
    movement: Real | None = None
    update_ratio: Real | None = None
    batch_statistics: BatchStatistics | None = None


class Score(Observation):
    """How the network does on a fixed probe set against the best answer that ignores the input.

    `gain` is the mean over samples of (loss of the constant answer - loss of the network), `gain_error` its standard
    error: a gain that is clearly positive is what learning means. `progress` is the same against the network's own
    answers before training. Log loss for classes, squared error for quantities.
    """

    samples: int
    loss: Real
    chance_loss: Real
    gain: Real
    gain_error: Real
    progress: Real | None = None
    progress_error: Real | None = None
    accuracy: Real | None = None
    chance_accuracy: Real | None = None


class OutputSnapshot(Observation):
    """What comes out, over the probe set.

    `logit_spread` is the mean over outputs of the standard deviation across inputs, before the last activation;
    `top_probability_std` the standard deviation across inputs of the largest probability. `predicted` counts the
    inputs by the class that they are given; with several labels an input, those given each label.
    """

    logit_spread: Real
    top_probability_std: Real | None = None
    predicted: tuple[int, ...] | None = None


class BatchMode(Observation):
    """What comes out when batch normalisation uses the statistics of the batch at hand, as it does in training."""

    output: OutputSnapshot
    train: Score
    validation: Score | None = None


class Snapshot(Observation):
    """What the probes saw at one step (0: before any update), in inference mode.

    `output` and `train` are over the training samples of the probe set, the others over its held-out samples.
    `batch_mode` is None for networks that normalise no batches: there, training differs by dropout alone.
    """

    step: int
    probe_samples: int
    layers: dict[str, LayerSnapshot]
    output: OutputSnapshot
    train: Score
    validation: Score | None = None
    validation_output: OutputSnapshot | None = None
    batch_mode: BatchMode | None = None


class Ablation(Observation):
    """What is lost when a layer's output is replaced by its mean over the probe inputs.

    `loss` is the network's loss on the probe set then, `answers_changed` the share of inputs whose predicted class
    changes (of quantities: the change of the answers relative to their spread).
    """

    loss: Real
    loss_error: Real
    answers_changed: Real


class OneBatch(Observation):
    """A fresh network trained on nothing but one batch, to see whether it can learn that by heart."""

    samples: int
    steps: int
    loss_before: Real
    loss_after: Real
    chance_loss: Real
    accuracy: Real | None = None


class Environment(Observation):
    """Where a trial ran."""

    python: str
    tensorflow: str
    keras: str
    device: str
    device_name: str
    threads: int
    platform: str
