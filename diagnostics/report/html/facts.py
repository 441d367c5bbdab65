"""Facts about the data and the machine as rows of tables."""

from __future__ import annotations

import math
from collections.abc import Iterator

from diagnostics.observations import Copies, DatasetFacts, SplitFacts
from diagnostics.report.model import Report
from diagnostics.report.wording import NOTHING, duration, number, percent

_MOST_LABELS = 30
_MOST_FILES = 20
_MOST_SIZES = 4
_MOST_CHANNELS = 4
Pair = tuple[str, str]
Compared = tuple[str, str, str]


def of_data(facts: DatasetFacts) -> list[Pair]:
    """What holds for both splits."""
    return [
        ("format", facts.format.replace("_", " ")),
        ("task", facts.task),
        ("one input", _shape(facts.input_shape)),
        ("samples available", number(facts.available)),
        ("classes", number(len(facts.classes)) if facts.classes else NOTHING),
        ("unreadable files", number(facts.unreadable_count)),
        ("labels from the inputs", _signal(facts)),
        *([("sizes of image files", _sizes(facts))] if facts.image_sizes else []),
        *([("fingerprint", facts.fingerprint)] if facts.fingerprint else []),
    ]


def of_splits(facts: DatasetFacts) -> list[Compared]:
    """What is told of each split: training beside held-out samples."""
    train = dict(_of_split(facts.train, facts.train_copies, facts.train_near_copies))
    copies, near = facts.validation_copies, facts.validation_near_copies
    held_out = dict(_of_split(facts.validation, copies, near)) if facts.validation else {}
    return [(name, value, held_out.get(name, NOTHING)) for name, value in train.items()]


def of_labels(facts: DatasetFacts) -> list[Compared]:
    """How many samples each label has in either split, for the first labels."""
    counts = facts.train.label_counts or {}
    held_out = (facts.validation.label_counts if facts.validation else None) or {}
    labels = [*counts, *(label for label in held_out if label not in counts)]
    return [(label, number(counts.get(label, 0)), _held_out(held_out, label)) for label in labels[:_MOST_LABELS]]


def labels_left_out(facts: DatasetFacts) -> int:
    """How many labels the table does not show."""
    held_out = (facts.validation.label_counts if facts.validation else None) or {}
    return max(len({**(facts.train.label_counts or {}), **held_out}) - _MOST_LABELS, 0)


def of_files(facts: DatasetFacts) -> list[Pair]:
    """The first files that could not be read, and why."""
    return [(found.file, found.reason) for found in facts.unreadable[:_MOST_FILES]]


def of_machine(report: Report) -> list[Pair]:
    """The size of the network and where the trials ran."""
    cost, where = report.cost, report.environment
    sizes = [
        ("parameters", number(cost.parameters)),
        ("of them trainable", number(cost.trainable_parameters)),
        ("time a step", duration(cost.seconds_per_step)),
    ]
    if where is None:
        return sizes
    return [
        *sizes,
        ("device", f"{where.device} ({where.device_name})"),
        ("threads", str(where.threads or "all")),
        ("TensorFlow", where.tensorflow),
        ("Keras", where.keras),
        ("Python", where.python),
        ("platform", where.platform),
    ]


def of_time(report: Report) -> list[Pair]:
    """Time by phase, over all trials."""
    return [(phase.replace("_", " "), duration(seconds)) for phase, seconds in report.timings.items()]


def _of_split(split: SplitFacts, copies: Copies | None, near: Copies | None) -> Iterator[Pair]:
    inputs = split.inputs
    yield "samples", number(split.samples)
    yield "inputs, range", f"{number(inputs.minimum)} to {number(inputs.maximum)}"
    yield "inputs, mean ± standard deviation", f"{number(inputs.mean)} ± {number(inputs.std)}"
    yield "inputs, not finite", number(inputs.non_finite)
    if 1 < len(inputs.channels) <= _MOST_CHANNELS:
        yield "channels, mean", ", ".join(number(channel.mean) for channel in inputs.channels)
        yield "channels, standard deviation", ", ".join(number(channel.std) for channel in inputs.channels)
    if split.raw:
        stored = split.raw.values
        yield "as stored, range", f"{number(stored.minimum)} to {number(stored.maximum)}"
    yield "blank samples", number(inputs.blank_samples)
    yield "constant features", number(inputs.constant_features)
    if split.targets:
        targets = split.targets.values
        yield "targets, range", f"{number(targets.minimum)} to {number(targets.maximum)}"
        yield "targets, mean ± standard deviation", f"{number(targets.mean)} ± {number(targets.std)}"
    if copies:
        yield "copies", _copies(copies)
    if near:
        yield "near copies", _copies(near)


def _held_out(counts: dict[str, int], label: str) -> str:
    return number(counts.get(label, 0)) if counts else NOTHING


def _copies(copies: Copies) -> str:
    others = f", {number(copies.contradicting)} of them with another label" if copies.contradicting else ""
    return f"{number(copies.repeated)} of {number(copies.looked_at)} looked at{others}"


def _shape(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "a single number"


def _sizes(facts: DatasetFacts) -> str:
    shown = [f"{size.width} × {size.height} ({number(size.files)})" for size in facts.image_sizes[:_MOST_SIZES]]
    more = len(facts.image_sizes) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")


def _signal(facts: DatasetFacts) -> str:
    signal = facts.signal
    if signal is None:
        return "not tested"
    if math.isnan(signal.statistic):
        return f"{signal.says}: {signal.method}"
    share = percent(signal.p_value)
    return f"{signal.says} ({number(signal.statistic)}, chance {number(signal.chance)}; {share} of shuffles do as well)"
