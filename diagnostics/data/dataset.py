"""A dataset opened for a job: two splits, ready to be fed, and the facts about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from diagnostics.data.archives import Inside
from diagnostics.data.augment import Augment, Draw
from diagnostics.data.errors import DataError
from diagnostics.data.facts import dataset_facts
from diagnostics.data.labels import automatic_encoding, class_count, class_indices, encode
from diagnostics.data.locations import Roots
from diagnostics.data.preprocess import preprocess
from diagnostics.data.raw import Array, Inputs, Limits, Raw
from diagnostics.data.split import Indices, held_out
from diagnostics.data.stored import Stored, stored
from diagnostics.observations import DatasetFacts
from diagnostics.spec.augmentation import SplitAugmentation
from diagnostics.spec.dataset import Operation, SplitPreprocess
from diagnostics.spec.job import ResolvedSpec


@dataclass(frozen=True)
class Split:
    """Raw inputs, targets `(samples, …)` as the loss takes them, and the class of each sample where there are any.

    `inputs` `(all samples, …)` may be shared with the other split; `rows` are this one's, and `files` are what they
    may be read from. A split with a `draw` is augmented with it whenever it is looked at; one without only where its
    reader brings one, as training does.
    """

    inputs: Inputs
    rows: Indices
    targets: Array
    classes: Indices | None
    operations: Sequence[Operation] = ()
    pointer: str = "/dataset/preprocess"
    augment: Augment = Augment()  # noqa: RUF009  it is frozen
    draw: Draw | None = None
    files: tuple[Inside, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def batch(self, indices: Indices, draw: Draw | None = None) -> tuple[Array, Array]:
        """Preprocessed float32 inputs and their targets, augmented first where there is something to draw from.

        Raises DataError where the preprocessing, or the augmentation, cannot apply.
        """
        inputs, drawn_from = self.inputs[self.rows[indices]], draw or self.draw
        if self.augment.operations and drawn_from is not None:
            inputs = self.augment(inputs, self.rows[indices], drawn_from)
        return preprocess(inputs, self.operations, self.pointer), self.targets[indices]


@dataclass(frozen=True)
class LoadedDataset:
    """What a trial trains on."""

    train: Split
    validation: Split | None
    facts: DatasetFacts


def open_dataset(
    spec: ResolvedSpec,
    roots: Roots = None,
    limits: Limits = Limits(),  # noqa: B008
) -> LoadedDataset:
    """Reads, encodes and splits the data of a job; archives are unpacked into the cache, and stay while this is kept.

    Raises DataError, SpecError for a location it may not read, and FetchError.
    """
    return fed(spec, stored(spec.dataset, roots, limits))


def fed(spec: ResolvedSpec, data: Stored) -> LoadedDataset:
    """The data in two splits, with labels as the loss takes them. Raises DataError."""
    train, validation = _splits(spec, data)
    return LoadedDataset(train, validation, dataset_facts(data.raw, spec.training.loss, train, validation))


def _splits(spec: ResolvedSpec, data: Stored) -> tuple[Split, Split | None]:
    raw, beside = data.raw, data.beside
    together = raw.targets if beside is None else np.concatenate([raw.targets, beside[1]])
    targets, classes = _labelled(spec, raw, together)
    count = len(raw.inputs)
    outside = held_out(count, classes, spec.dataset.validation) if beside is None else np.arange(count, len(together))
    inside = np.setdiff1d(np.arange(count), outside)

    def split(inputs: Inputs, rows: Indices, samples: Indices, name: str) -> Split:
        mine = None if classes is None else classes[samples]
        prepared = *_preprocessing(spec.dataset.preprocess, name), *_augmentation(spec.dataset.augment, name)
        return Split(inputs, rows, targets[samples], mine, *prepared, data.files)

    train = split(raw.inputs, inside, inside, "train")
    if not len(outside):
        return train, None
    inputs, rows = (raw.inputs, outside) if beside is None else (beside[0], outside - count)
    return train, split(inputs, rows, outside, "validation")


def _labelled(spec: ResolvedSpec, raw: Raw, targets: Array) -> tuple[Array, Indices | None]:
    """Targets as the loss takes them, and classes. Raises DataError where all samples have the same label."""
    loss, named = spec.training.loss, raw.classes is not None
    classes = class_indices(targets, loss, named)
    if classes is not None and (classes == classes[0]).all():
        name = raw.classes[classes[0]] if raw.classes else str(classes[0])
        raise DataError(f"every sample has the label {name!r}: there is nothing to tell apart", "/dataset")
    encoding = spec.dataset.labels.encoding
    chosen = automatic_encoding(named, loss) if encoding == "auto" else encoding
    if chosen is None:
        return targets, classes
    return encode(targets, classes, class_count(targets, classes, raw.classes), chosen), classes


def _preprocessing(preprocess: SplitPreprocess, split: str) -> tuple[Sequence[Operation], str]:
    """A split's operations and where they stand in the spec, which says them once when both splits get the same."""
    same = preprocess.train == preprocess.validation
    return getattr(preprocess, split), "/dataset/preprocess" if same else f"/dataset/preprocess/{split}"


def _augmentation(augment: SplitAugmentation, split: str) -> tuple[Augment, Draw | None]:
    """A split's augmentation; that of held-out samples is drawn once, so that they are the same at every look."""
    if split == "validation":
        return Augment(augment.validation, "/dataset/augment/validation"), Draw(0, 0)
    return Augment(augment.train, "/dataset/augment/train" if augment.validation else "/dataset/augment"), None
