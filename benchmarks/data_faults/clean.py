"""Random data without a fault: pictures in which something tells the classes, and tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Generator = np.random.Generator
Arrays = NDArray[Any]
Cue = Callable[[Generator, NDArray[np.int64], int, int], Arrays]

_TABLES = 0.15  # of all instances that need not be pictures


@dataclass(frozen=True)
class Samples:
    """Pictures `(samples, side, side, channels)` of bytes, or a table `(samples, columns)`, and class indices."""

    inputs: Arrays
    labels: NDArray[np.int64]
    cue: str

    @property
    def are_pictures(self) -> bool:
        return self.inputs.ndim == 4

    def __len__(self) -> int:
        return len(self.labels)


def table_or_pictures(generator: Generator) -> Samples:
    """Mostly pictures."""
    return table(generator) if generator.random() < _TABLES else pictures(generator)


def pictures(generator: Generator, colours: bool | None = None, most_classes: int = 8) -> Samples:
    """500 to 900 pictures of 16 to 32 pixels a side in two to `most_classes` classes, of nearly equal size.

    Each is a cloudy ground in a palette of the instance's own, noise, and one cue for the class. `colours` says whether
    they have three channels; None leaves it to chance.
    """
    count, side = int(generator.integers(500, 901)), int(generator.integers(16, 33))
    classes = int(generator.integers(2, most_classes + 1))
    channels = 3 if (generator.random() < 0.7 if colours is None else colours) else 1
    labels = generator.permutation(np.arange(count) % classes)
    name = str(generator.choice([cue for cue in _CUES if channels == 3 or cue != "colour"]))
    palette = _palette(generator, channels)
    ground = 90 + 35 * _clouds(generator, count, side)[..., None] * generator.uniform(0.7, 1.0, channels)
    light = generator.uniform(0.75, 1.25, (count, 1, 1, 1)) * (1 + generator.normal(0, 0.08, (count, 1, 1, channels)))
    values = ground * palette * light
    values = values + _CUES[name](generator, labels, classes, side)
    values = values + generator.normal(0, generator.uniform(3, 15), values.shape)
    return Samples(values.clip(0, 255).astype(np.uint8), labels, name)


def table(generator: Generator) -> Samples:
    """500 to 900 rows of 16 to 40 columns about unit size; a few of them tell the class."""
    count, columns = int(generator.integers(500, 901)), int(generator.integers(16, 41))
    classes = int(generator.integers(2, 6))
    labels = generator.permutation(np.arange(count) % classes)
    values = generator.normal(size=(count, columns))
    telling = int(generator.integers(2, 6))
    values[:, :telling] += generator.normal(0, 1.2, (classes, telling))[labels]
    return Samples(values.astype(np.float32), labels, "table")


def _palette(generator: Generator, channels: int) -> Arrays:
    """How strong each channel is: red before green before blue, or the reverse, as in pictures of land or of water."""
    if channels == 1:
        return np.ones(1)
    tint = generator.uniform(0.06, 0.3)
    weights = np.array([1 + tint, 1 + generator.uniform(-0.3, 0.3) * tint, 1 - tint])
    return weights if generator.random() < 0.6 else weights[::-1]


def _clouds(generator: Generator, count: int, side: int) -> Arrays:
    """Fields whose power falls off with frequency, as in photographs, of unit size."""
    rows, columns = np.fft.fftfreq(side)[:, None], np.fft.rfftfreq(side)[None]
    fall = np.hypot(rows, columns)
    fall[0, 0] = np.inf
    spectrum = np.fft.rfft2(generator.normal(size=(count, side, side))) / fall ** generator.uniform(0.8, 1.3)
    fields = np.fft.irfft2(spectrum, s=(side, side))
    return np.asarray(fields / fields.std())


def _stripes(generator: Generator, labels: NDArray[np.int64], classes: int, side: int) -> Arrays:
    """The class is the direction of stripes."""
    down, across = np.mgrid[:side, :side] / side
    angle = (np.pi * labels / classes)[:, None, None]
    phase = generator.uniform(0, 2 * np.pi, (len(labels), 1, 1))
    waves = np.sin(2 * np.pi * 3 * (np.cos(angle) * across + np.sin(angle) * down) + phase)
    return np.asarray(generator.uniform(20, 50) * waves[..., None])


def _spots(generator: Generator, labels: NDArray[np.int64], classes: int, side: int) -> Arrays:
    """The class is where on a circle a bright spot lies, within a few pixels."""
    angle = 2 * np.pi * labels / classes
    centre = side * (0.5 + 0.28 * np.stack([np.sin(angle), np.cos(angle)]))
    centre = centre + generator.normal(0, 0.03 * side, centre.shape)
    down, across = np.mgrid[:side, :side]
    distance = (down - centre[0][:, None, None]) ** 2 + (across - centre[1][:, None, None]) ** 2
    return np.asarray(generator.uniform(50, 100) * np.exp(-distance / (0.02 * side**2))[..., None])


def _shapes(generator: Generator, labels: NDArray[np.int64], classes: int, side: int) -> Arrays:
    """The class is the size of a square of random place and brightness."""
    half = (0.12 + 0.25 * labels / classes) * side
    centre = generator.uniform(half, side - half, (2, len(labels)))
    down, across = np.mgrid[:side, :side]
    inside = np.maximum(abs(down - centre[0][:, None, None]), abs(across - centre[1][:, None, None]))
    bright = generator.uniform(50, 90, (len(labels), 1, 1))
    return np.asarray((bright * (inside <= half[:, None, None]))[..., None])


def _colour(generator: Generator, labels: NDArray[np.int64], classes: int, side: int) -> Arrays:
    """The class is a slight tint."""
    tints = generator.normal(0, 1, (classes, 3))
    tints = 14 * tints / np.linalg.norm(tints, axis=1, keepdims=True)
    return np.asarray(tints[labels][:, None, None] + np.zeros((1, side, side, 1)))


def _grain(generator: Generator, labels: NDArray[np.int64], classes: int, side: int) -> Arrays:
    """The class is how fine a texture is."""
    down, across = np.mgrid[:side, :side]
    step = (1 + labels)[:, None, None] * np.pi / (classes + 1)
    phase = generator.uniform(0, 2 * np.pi, (2, len(labels), 1, 1))
    waves = np.sin(step * down + phase[0]) * np.sin(step * across + phase[1])
    return np.asarray(generator.uniform(30, 60) * waves[..., None])


_CUES: Mapping[str, Cue] = {
    "stripes": _stripes, "spots": _spots, "shapes": _shapes, "colour": _colour, "grain": _grain,
}  # fmt: skip
