"""Images: scikit-learn's digits, and procedural ones `(samples, size, size, 3)` of bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits

Samples = tuple[NDArray[Any], NDArray[Any]]
Generator = np.random.Generator


def digits(generator: Generator, samples: int) -> Samples:
    """Handwritten digits `(samples, 8, 8, 1)` in 0..16, ten classes; at most 1,797."""
    inputs, labels = load_digits(return_X_y=True)
    chosen = generator.permutation(len(inputs))[:samples]
    return inputs[chosen].reshape(-1, 8, 8, 1).astype(np.float32), labels[chosen].astype(np.int64)


def gratings(generator: Generator, samples: int, size: int = 16, classes: int = 4, noise: float = 30.0) -> Samples:
    """Stripes; the class is their direction, while phase, hue, contrast and noise (in grey levels) are random."""
    labels = np.arange(samples) % classes
    generator.shuffle(labels)
    angle = (np.pi * labels / classes)[:, None, None]
    row, column = np.mgrid[:size, :size] / size
    along = np.cos(angle) * column + np.sin(angle) * row
    phase = generator.uniform(0, 2 * np.pi, (samples, 1, 1))
    waves = np.sin(2 * np.pi * 3 * along + phase)[..., None]
    hue, contrast = generator.uniform(0.4, 1.0, (samples, 1, 1, 3)), generator.uniform(50, 110, (samples, 1, 1, 1))
    return _bytes(128 + contrast * hue * waves + generator.normal(0, noise, (samples, size, size, 3))), labels


def shapes(generator: Generator, samples: int, size: int = 16, classes: int = 4, noise: float = 20.0) -> Samples:
    """A disc, a ring, a square or a cross of random colour, place and size on a dark ground."""
    labels = np.arange(samples) % classes
    generator.shuffle(labels)
    radius = generator.uniform(0.17, 0.3, samples) * size
    centre = generator.uniform(radius + 1, size - radius - 1, (2, samples))
    row, column = np.mgrid[:size, :size]
    down = row[None] - centre[0][:, None, None]
    across = column[None] - centre[1][:, None, None]
    inside = _inside(down, across, radius[:, None, None], labels)[..., None]
    colour = generator.uniform(120, 255, (samples, 1, 1, 3))
    ground = generator.uniform(0, 60, (samples, 1, 1, 3))
    return _bytes(np.where(inside, colour, ground) + generator.normal(0, noise, (samples, size, size, 3))), labels


def tags(generator: Generator, samples: int, size: int = 16, noise: float = 20.0) -> Samples:
    """Coloured spots, each there or not; labels `(samples, 3)` say which of red, green and blue are."""
    labels = generator.integers(0, 2, (samples, 3))
    row, column = np.mgrid[:size, :size]
    images = generator.normal(70, noise, (samples, size, size, 3))
    for tag in range(3):
        centre = generator.uniform(3, size - 3, (2, samples, 1, 1))
        distance = (row - centre[0]) ** 2 + (column - centre[1]) ** 2
        images[..., tag] += 170 * labels[:, tag, None, None] * np.exp(-distance / 5.0)
    return _bytes(images), labels.astype(np.float32)


def _inside(down: NDArray[Any], across: NDArray[Any], radius: NDArray[Any], labels: NDArray[Any]) -> NDArray[Any]:
    """Whether each pixel belongs to the shape `(samples, size, size)`."""
    distance = np.hypot(down, across)
    square = np.maximum(abs(down), abs(across)) <= 0.85 * radius
    cross = (np.minimum(abs(down), abs(across)) <= 0.3 * radius) & (np.maximum(abs(down), abs(across)) <= radius)
    ring = (distance <= radius) & (distance > 0.55 * radius)
    chosen = labels[:, None, None]
    return np.select([chosen == 0, chosen == 1, chosen == 2], [distance <= radius, ring, square], cross)


def _bytes(values: NDArray[Any]) -> NDArray[np.uint8]:
    return values.clip(0, 255).astype(np.uint8)
