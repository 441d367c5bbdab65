"""Facts about a dataset, from what is in memory already."""

from __future__ import annotations

import numpy as np

from diagnostics.data.channel_order import channel_order
from diagnostics.data.contact_sheet import contact_sheet
from diagnostics.data.copies import copies
from diagnostics.data.fingerprint import fingerprint
from diagnostics.data.input_facts import input_facts, raw_facts
from diagnostics.data.labels import is_multi_hot, task_of
from diagnostics.data.moments import Moments
from diagnostics.data.near_copies import near_copies
from diagnostics.data.raw import Raw
from diagnostics.data.samples import Samples
from diagnostics.data.split import Indices
from diagnostics.observations import DatasetFacts, LabelForm, SplitFacts, TargetFacts, Task
from diagnostics.spec.training import KerasObject

_LISTED = 100


def dataset_facts(raw: Raw, loss: KerasObject, train: Samples, validation: Samples | None) -> DatasetFacts:
    """Sizes, labels and input statistics of both splits. Raises DataError where preprocessing cannot apply."""
    first, _ = train.batch(np.arange(min(1, len(train))))
    targets = train.targets.astype(np.float64) if train.classes is None else None
    task = _task(loss, train, validation)
    names = raw.outputs if task == "multilabel" else raw.classes
    train_copies, validation_copies = copies(train, validation)
    described = _split_facts(train, names, task)
    train_near_copies, validation_near_copies = near_copies(train, validation)
    return DatasetFacts(
        format=raw.format,
        task=task,
        input_shape=first.shape[1:],
        target_shape=train.targets.shape[1:],
        label_form=_label_form(task, train),
        classes=raw.classes or _numbered(train.classes),
        target_mean=None if targets is None else float(targets.mean()),
        target_variance=None if targets is None else float(targets.var()),
        train=described,
        validation=_split_facts(validation, names, task) if validation is not None else None,
        train_copies=train_copies,
        validation_copies=validation_copies,
        train_near_copies=train_near_copies,
        validation_near_copies=validation_near_copies,
        channel_order=channel_order(train, validation),
        available=raw.available,
        unreadable=raw.unreadable[:_LISTED],
        unreadable_count=len(raw.unreadable),
        image_sizes=raw.image_sizes,
        samples=contact_sheet(train, raw.classes, described.raw.values if described.raw else None),
        fingerprint=fingerprint(train, validation),
    )


def _task(loss: KerasObject, *splits: Samples | None) -> Task:
    given = [split for split in splits if split is not None]
    if all(split.classes is None and is_multi_hot(split.targets, loss) for split in given):
        return "multilabel"
    return task_of(given[0].classes, loss)


def _label_form(task: Task, train: Samples) -> LabelForm:
    if train.classes is None:
        return "multi_hot" if task == "multilabel" else "float"
    return "one_hot" if np.prod(train.targets.shape[1:]) > 1 else "index"


def _numbered(classes: Indices | None) -> tuple[str, ...] | None:
    return None if classes is None else tuple(str(label) for label in np.unique(classes))


def _split_facts(split: Samples, names: tuple[str, ...] | None, task: Task) -> SplitFacts:
    return SplitFacts(
        samples=len(split),
        label_counts=_label_counts(split, names, task),
        inputs=input_facts(split),
        raw=raw_facts(split),
        targets=_target_facts(split) if task == "regression" else None,
    )


def _label_counts(split: Samples, names: tuple[str, ...] | None, task: Task) -> dict[str, int] | None:
    if task == "multilabel":
        counts = split.targets.astype(np.int64).sum(axis=0)
        return {names[label] if names else str(label): int(count) for label, count in enumerate(counts)}
    if split.classes is None:
        return None
    labels, sizes = np.unique(split.classes, return_counts=True)
    return {names[label] if names else str(label): int(size) for label, size in zip(labels, sizes, strict=True)}


def _target_facts(split: Samples) -> TargetFacts:
    """Every target: they take little room beside the inputs."""
    moments = Moments.of(split.targets.reshape(len(split), -1).astype(np.float64))
    missing = split.targets.size - int(moments.count.sum())
    return TargetFacts(values=moments.pooled(1).spreads()[0], columns=moments.spreads(), non_finite=missing)
