"""The data of the five cases at both sizes, the same at every run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from examples.cases.gratings import Gratings, Images
from examples.cases.photographs import coloured_pixel

FIVE = Gratings(5, faintest=0.1, strongest=0.4, noise=30)
HANDS = Gratings(8, 4, 5, slowest=2.5, fastest=8, faintest=0.15, strongest=0.5)  # 160 classes, as in the post
FACES = Gratings(4, 2, faintest=0.15, strongest=0.5, noise=20)
DISHES = Gratings(5, 2, 2, faintest=0.3, strongest=0.7)
MANY_DISHES = Gratings(101, faintest=0.3, strongest=0.7)

Arrays = tuple[Images, NDArray[Any]]


def write(name: str, folder: Path) -> Path:
    """The .npz file of that name, made unless it is there already."""
    file = folder / f"{name}.npz"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        inputs, targets = DATA[name]()
        unfinished = folder / f".{name}.npz"
        np.savez(unfinished, x=inputs, y=targets)
        unfinished.rename(file)
    return file


def _coloured_pixel(count: int, size: int, **colours: int) -> Arrays:
    """Labels with a third column that is never used, which is what the post's loss and its three outputs need."""
    images, labels = coloured_pixel(count, size, seed=2, **colours)
    return images, np.eye(3, dtype=np.float32)[labels]


# The small sets, and those of the posts' own size, which have fewer images than the posts': only first steps are taken.
DATA: Mapping[str, partial[Arrays]] = {
    "000-small": partial(FIVE.draw, 1500, 32, seed=0),
    "001-small": partial(HANDS.draw, 5120, 32, seed=1),
    "002-small": partial(_coloured_pixel, 4000, 32, dark=110, bright=146),  # 255 / 7: 7² times fewer
    "003-small": partial(DISHES.draw, 18_940, 32, seed=3),
    "004-small": partial(FACES.draw, 1120, 48, seed=4),
    "000-full": partial(FIVE.draw, 600, 224, seed=0),
    "001-full": partial(HANDS.draw, 640, 224, seed=1),
    "002-full": partial(_coloured_pixel, 400, 224),
    "003-full": partial(MANY_DISHES.draw, 400, 256, seed=3),
    "004-full": partial(FACES.draw, 320, 200, seed=4),
}
