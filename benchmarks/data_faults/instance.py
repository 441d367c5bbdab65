"""Data on disk, and the part of a job that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.data_faults.clean import Generator, Samples
from diagnostics.spec.dataset import Dataset

Arrays = NDArray[Any]
_SUFFIXES = ("png", "jpg", "bmp", "webp")
_RESCALED: tuple[Mapping[str, Any], ...] = ({"rescale": {"scale": 1 / 255}},)


@dataclass(frozen=True)
class Split:
    """Inputs and class indices as they will lie on disk."""

    inputs: Arrays
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Instance:
    """One dataset: what is trained on, what is held out beside it (None: a part of the same), and how it is read.

    Files that are cut short lose all but the `cut` share of their bytes, by place among the training samples.
    """

    train: Split
    held_out: Split | None = None
    as_files: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    cut: Mapping[int, float] = field(default_factory=dict)

    def with_settings(self, **settings: Any) -> Instance:
        return replace(self, settings={**self.settings, **settings})


def instance(
    generator: Generator, samples: Samples, as_files: bool | None = None, apart: bool | None = None
) -> Instance:
    """Samples as files or arrays, the held-out ones apart or not; what is None is left to chance."""
    files = samples.are_pictures and (generator.random() < 0.4 if as_files is None else as_files)
    inputs, rescaled = samples.inputs, samples.are_pictures
    if rescaled and not files and generator.random() < 0.5:
        inputs, rescaled = inputs.astype(np.float32) / 255, False
    whole = Split(inputs, samples.labels)
    settings = {"preprocess": _RESCALED} if rescaled else {}
    if not (generator.random() < 0.5 if apart is None else apart):
        return Instance(whole, None, files, settings)
    count = round(0.8 * len(samples))
    train, held_out = (Split(inputs[part], samples.labels[part]) for part in (slice(count), slice(count, None)))
    return Instance(train, held_out, files, settings)


def written(made: Instance, folder: Path, generator: Generator) -> Dataset:
    """The instance on disk, as the dataset of a job."""
    settings = dict(made.settings)
    if made.as_files:
        suffix = str(generator.choice(_SUFFIXES))
        _write_files(made.train, folder / "train", suffix, made.cut)
        if made.held_out is not None:
            _write_files(made.held_out, folder / "held-out", suffix, {})
            settings["validation"] = {"location": str(folder / "held-out")}
        return Dataset.model_validate({"location": str(folder / "train"), **settings})
    arrays = {"x_train": made.train.inputs, "y_train": made.train.labels}
    if made.held_out is not None:
        arrays |= {"x_val": made.held_out.inputs, "y_val": made.held_out.labels}
    np.savez(folder / "data.npz", allow_pickle=False, **arrays)
    return Dataset.model_validate({"location": str(folder / "data.npz"), **settings})


def _write_files(split: Split, folder: Path, suffix: str, cut: Mapping[int, float]) -> None:
    for label in np.unique(split.labels):
        (folder / f"class-{label}").mkdir(parents=True)
    for place, (pixels, label) in enumerate(zip(split.inputs, split.labels, strict=True)):
        file = folder / f"class-{label}" / f"{place:04}.{suffix}"
        picture = Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels)
        picture.save(file, quality=95) if suffix in ("jpg", "webp") else picture.save(file)
        if place in cut:
            content = file.read_bytes()
            file.write_bytes(content[: max(1, int(cut[place] * len(content)))])
