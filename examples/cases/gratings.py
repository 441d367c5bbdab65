"""Pictures of coloured stripes: the class is in orientation, frequency and hue; everything else is chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.uint8]
Labels = NDArray[np.int64]
_AT_ONCE = 64


@dataclass(frozen=True)
class Gratings:
    """How many of each there are, and the range of frequencies in cycles an image; classes count all combinations."""

    orientations: int
    frequencies: int = 1
    hues: int = 1
    slowest: float = 3.0
    fastest: float = 6.0
    faintest: float = 0.4  # contrast, of the whole range
    strongest: float = 0.9
    noise: float = 20.0  # grey levels

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return self.orientations * self.frequencies * self.hues

    def draw(self, count: int, size: int, seed: int) -> tuple[Images, Labels]:
        """Images `(count, size, size, 3)` and labels `(count,)`, every class as often as the others give or take one.

        Phase, contrast and noise are drawn anew for each image, and the order is random.
        """
        rng = np.random.default_rng(seed)
        labels = rng.permutation(np.arange(count) % self.classes)
        images = np.empty((count, size, size, 3), np.uint8)
        for start in range(0, count, _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            images[part] = self._images(labels[part], size, rng)
        return images, labels

    def _images(self, labels: Labels, size: int, rng: np.random.Generator) -> Images:
        count = len(labels)
        angle = np.pi * (labels % self.orientations) / self.orientations
        rest = labels // self.orientations
        place = (rest % self.frequencies) / max(self.frequencies - 1, 1)
        cycles = self.slowest * (self.fastest / self.slowest) ** place
        hue = 2 * np.pi * (rest // self.frequencies) / self.hues
        rows, columns = np.mgrid[0:size, 0:size].astype(np.float32) / size
        along = _each(np.cos(angle)) * columns + _each(np.sin(angle)) * rows
        stripes = np.sin(2 * np.pi * _each(cycles) * along + _each(rng.uniform(0, 2 * np.pi, count)))
        colour = 0.6 + 0.4 * np.cos(hue[:, None] - 2 * np.pi * np.arange(3) / 3)  # (count, 3)
        contrast = rng.uniform(self.faintest, self.strongest, (count, 1)) * colour
        pixels = 127.5 * (1 + stripes[..., None] * contrast[:, None, None, :])
        pixels += rng.normal(0, self.noise, pixels.shape)
        return np.asarray(pixels.clip(0, 255).astype(np.uint8))


def _each(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """One value an image, shaped to meet pixels `(count, size, size)`."""
    return values.astype(np.float32)[:, None, None]
