"""Natural backgrounds with one coloured pixel: red or green says the class, the rest of the picture says nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from sklearn.datasets import load_sample_images

from examples.cases.gratings import Images, Labels


def coloured_pixel(count: int, size: int, seed: int, dark: int = 0, bright: int = 255) -> tuple[Images, Labels]:
    """Crops of the two photographs inside scikit-learn, `(count, size, size, 3)`, and labels `(count,)`, half of each.

    The telling pixel is at two fifths of the height and three fifths of the width in every image; its green or red is
    as `bright`, and the other two channels are as `dark`, as said.
    """
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(count) % 2)
    photographs = load_sample_images().images
    images = np.stack([_crop(photographs[rng.integers(len(photographs))], size, rng) for _ in range(count)])
    green_and_red = np.array([[dark, bright, dark], [bright, dark, dark]], np.uint8)
    images[:, size * 2 // 5, size * 3 // 5] = green_and_red[labels]
    return images, labels


def _crop(photograph: Any, size: int, rng: np.random.Generator) -> Images:
    """A square of the photograph, mirrored half of the time."""
    top = rng.integers(photograph.shape[0] - size + 1)
    left = rng.integers(photograph.shape[1] - size + 1)
    crop = photograph[top : top + size, left : left + size]
    return np.asarray(crop[:, ::-1] if rng.integers(2) else crop)
