"""Sequences `(samples, length, channels)` around 0, and words `(samples, length)` as indices."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = tuple[NDArray[Any], NDArray[Any]]
Generator = np.random.Generator


def waves(generator: Generator, samples: int, length: int = 24, classes: int = 4, noise: float = 0.3) -> Samples:
    """Noisy sines of random phase; the class is the frequency."""
    labels = np.arange(samples) % classes
    generator.shuffle(labels)
    return _sines(generator, 1.0 + labels, length, noise), labels


def tones(generator: Generator, samples: int, length: int = 24, noise: float = 0.2) -> Samples:
    """Noisy sines of random phase; the target `(samples, 1)` is the frequency, of mean 0 and spread 1."""
    frequency = generator.uniform(0.8, 4.5, samples)
    targets = (frequency - frequency.mean()) / frequency.std()
    return _sines(generator, frequency, length, noise), targets[:, None].astype(np.float32)


def order(generator: Generator, samples: int, length: int = 20, noise: float = 0.2) -> Samples:
    """A pulse on either of two channels and, later, another; the class tells which channels, first and second."""
    labels = np.arange(samples) % 4
    generator.shuffle(labels)
    inputs = generator.normal(0, noise, (samples, length, 2))
    rows, half = np.arange(samples), length // 2
    inputs[rows, generator.integers(1, half, samples), labels // 2] += 2.0
    inputs[rows, generator.integers(half, length - 1, samples), labels % 2] += 2.0
    return inputs.astype(np.float32), labels


def bumps(generator: Generator, samples: int, length: int = 32, noise: float = 0.2) -> Samples:
    """One bump somewhere: a box, a triangle, a rising or a falling ramp."""
    labels = np.arange(samples) % 4
    generator.shuffle(labels)
    width = generator.integers(6, 11, samples)
    start = generator.integers(1, length - 12, samples)
    inside = (np.arange(length)[None] - start[:, None]) / width[:, None]
    forms = [np.ones_like(inside) * 0.8, 1.4 - 2.8 * abs(inside - 0.5), 1.4 * inside]
    form = np.select([labels[:, None] == kind for kind in range(3)], forms, 1.4 * (1 - inside))
    seen = np.where((inside >= 0) & (inside <= 1), form, 0.0) + generator.normal(0, noise, inside.shape)
    return (seen - seen.mean())[..., None].astype(np.float32), labels


def tokens(
    generator: Generator, samples: int, length: int = 16, vocabulary: int = 120, classes: int = 4, share: float = 0.35
) -> Samples:
    """Words drawn from all, and a share of them from the class's own part of the vocabulary."""
    labels = np.arange(samples) % classes
    generator.shuffle(labels)
    part = vocabulary // classes
    own = labels[:, None] * part + generator.integers(0, part, (samples, length))
    any_word = generator.integers(0, vocabulary, (samples, length))
    return np.where(generator.random((samples, length)) < share, own, any_word).astype(np.int32), labels


def _sines(generator: Generator, frequency: NDArray[Any], length: int, noise: float) -> NDArray[np.float32]:
    phase = generator.uniform(0, 2 * np.pi, (len(frequency), 1))
    time = np.arange(length)[None] / length
    seen = np.sin(2 * np.pi * frequency[:, None] * time + phase) * 1.3
    return (seen + generator.normal(0, noise, seen.shape))[..., None].astype(np.float32)
