"""What plain models are asked: which samples are looked at, what is to be told of them, and who answers for whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.dataset import LoadedDataset, Split
from diagnostics.data.inputs import size
from diagnostics.data.signal_ranks import ranked
from diagnostics.data.split import Indices, stratified
from diagnostics.observations import Copies

Floats = NDArray[np.float64]
MAX_SAMPLES = 2000
MIN_SAMPLES = 64
FOLDS = 4  # of the training samples
OUTPUTS = 8  # labels or quantities of one sample
_NUMBERS = 2**26  # numbers in all samples together
_FEWEST_OF_A_CLASS = 2 * FOLDS
_SHARED = 0.01  # of held-out samples that are copies, which answer for each other whatever their labels
_SEED = 0


@dataclass(frozen=True)
class Chosen:
    """Some samples of a split."""

    split: Split
    places: Indices

    @property
    def classes(self) -> Indices | None:
        return None if self.split.classes is None else self.split.classes[self.places]

    @property
    def targets(self) -> Floats:
        """`(samples, outputs)`, finite."""
        return np.nan_to_num(self.split.targets[self.places].reshape(len(self), -1).astype(np.float64))

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True)
class Question:
    """What is to be told: rows of zeros and ones or ranks `(samples, outputs)`, and the fold of every sample."""

    wanted: Floats
    folds: Indices
    quantities: bool


def looked_at(dataset: LoadedDataset) -> tuple[Chosen, ...]:
    """Training samples, and where these are few also held-out ones, unless some are copies of the former."""
    most = min(MAX_SAMPLES, max(MIN_SAMPLES, _NUMBERS // max(1, size(dataset.train.inputs))))
    train = _of_training(dataset.train, most)
    facts, held_out = dataset.facts, dataset.validation
    if held_out is None or not _apart(facts.validation_copies) or not _apart(facts.validation_near_copies):
        return (train,)
    added = _one_fold_more(train, held_out, most - len(train))
    return (train, added) if len(added) else (train,)


def question(parts: tuple[Chosen, ...], several_labels: bool) -> Question | None:
    """What to ask about the chosen samples, or None where there is nothing to be told apart."""
    if len(parts[0]) < MIN_SAMPLES:
        return None
    classes = [part.classes for part in parts if part.classes is not None]
    if classes:
        folds = np.concatenate([_folds(classes[0]), *(np.full(len(each), FOLDS) for each in classes[1:])])
        labels, places = np.unique(np.concatenate(classes), return_inverse=True)
        return Question(np.eye(len(labels))[places], folds, False) if len(labels) > 1 else None
    folds = np.concatenate([np.arange(len(parts[0])) % FOLDS, *(np.full(len(each), FOLDS) for each in parts[1:])])
    given = np.concatenate([part.targets for part in parts])
    telling = _telling(given, several_labels)[:OUTPUTS]
    wanted = (given if several_labels else ranked(given))[:, telling]
    return Question(wanted, folds, not several_labels) if len(telling) else None


def _of_training(train: Split, most: int) -> Chosen:
    """At most so many, each class as frequent as in the whole, without classes too rare to be in every fold."""
    chosen = stratified(train.classes, len(train), min(most, len(train)), _SEED)
    if train.classes is not None:
        classes = train.classes[chosen]
        chosen = chosen[np.bincount(classes)[classes] >= _FEWEST_OF_A_CLASS]
    return Chosen(train, chosen)


def _one_fold_more(train: Chosen, held_out: Split, most: int) -> Chosen:
    """Held-out samples, of each class at most as many as in a fold of the training samples."""
    order = np.random.default_rng(_SEED).permutation(len(held_out))
    if train.classes is None or held_out.classes is None:
        return Chosen(held_out, order[: max(0, min(most, len(train) // FOLDS))])
    labels, counts = np.unique(train.classes, return_counts=True)
    classes = held_out.classes[order]
    of_each = [np.flatnonzero(classes == label)[: count // FOLDS] for label, count in zip(labels, counts, strict=True)]
    return (
        Chosen(held_out, order[np.sort(np.concatenate(of_each))[: max(0, most)]])
        if of_each
        else Chosen(held_out, order[:0])
    )


def _apart(copies: Copies | None) -> bool:
    return copies is None or copies.repeated <= _SHARED * copies.looked_at


def _folds(classes: Indices) -> Indices:
    """Each class is in each fold as often as in any other, but for one."""
    folds = np.empty(len(classes), np.int64)
    folds[np.argsort(classes, kind="stable")] = np.arange(len(classes)) % FOLDS
    return folds


def _telling(given: Floats, several_labels: bool) -> Indices:
    """The columns of targets that differ between samples, those of labels in enough samples either way."""
    if not several_labels:
        return np.flatnonzero(given.std(axis=0) > 0)
    carried = given.sum(axis=0)
    return np.flatnonzero(np.minimum(carried, len(given) - carried) >= _FEWEST_OF_A_CLASS)
