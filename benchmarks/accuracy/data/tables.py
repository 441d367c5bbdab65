"""Tables `(samples, features)`, each feature of mean 0 and spread about 1."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import make_circles, make_friedman1, make_moons

Samples = tuple[NDArray[Any], NDArray[Any]]
Generator = np.random.Generator


def moons(generator: Generator, samples: int, noise: float = 0.15) -> Samples:
    """Two interleaved half circles, two classes."""
    inputs, labels = make_moons(samples, noise=noise, random_state=_seed(generator))
    return _standardised(inputs), labels.astype(np.int64)


def rings(generator: Generator, samples: int, noise: float = 0.1) -> Samples:
    """A circle within a circle, two classes."""
    inputs, labels = make_circles(samples, noise=noise, factor=0.45, random_state=_seed(generator))
    return _standardised(inputs), labels.astype(np.int64)


def clusters(generator: Generator, samples: int, classes: int = 6, features: int = 12, spread: float = 1.0) -> Samples:
    """Two Gaussian clouds a class, so that no class is linearly apart from the rest for sure."""
    labels = np.arange(samples) % classes
    generator.shuffle(labels)
    centres = generator.normal(0, 1.3, (2 * classes, features))
    cloud = labels + classes * generator.integers(0, 2, samples)
    return _standardised(centres[cloud] + generator.normal(0, spread, (samples, features))), labels


def friedman(generator: Generator, samples: int, features: int = 10, noise: float = 0.5) -> Samples:
    """Friedman's first regression problem; targets `(samples, 1)` of mean 0 and spread 1."""
    inputs, targets = make_friedman1(samples, n_features=features, noise=noise, random_state=_seed(generator))
    return _standardised(inputs), _standardised(targets[:, None])


def sensor_tags(generator: Generator, samples: int, features: int = 10, tags: int = 4) -> Samples:
    """Several labels a row `(samples, tags)`, each where a product of two features and a third is positive."""
    inputs = generator.normal(size=(samples, features))
    first, second, third = (inputs[:, shift : shift + tags] for shift in (0, 1, 2))
    return inputs.astype(np.float32), (first * second + third > 0).astype(np.float32)


def _standardised(values: NDArray[Any]) -> NDArray[np.float32]:
    return np.asarray(((values - values.mean(axis=0)) / values.std(axis=0)).astype(np.float32), np.float32)


def _seed(generator: Generator) -> int:
    return int(generator.integers(2**31))
