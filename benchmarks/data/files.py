"""A folder of photographs of a kind: JPEG files of many sizes, the same from every run."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image

CLASSES = 10
_SIDES = (160, 640)
_QUALITIES = (70, 95)
_GRAIN = 6.0  # standard deviation of a pixel's own brightness


def folder_of(work: Path, count: int) -> Path:
    """A folder with so many images in ten classes; one that was made before is taken again."""
    folder = work / f"images-{count}"
    made = folder.with_suffix(".whole")
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        for label in range(CLASSES):
            (folder / f"class-{label}").mkdir(parents=True)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda number: _write(folder, number), range(count)))
        made.touch()
    return folder


def _write(folder: Path, number: int) -> None:
    """One scene: patches of colour at three scales, one in four a portrait, with grain."""
    generator = np.random.default_rng(number)
    width, height = (int(side) for side in generator.integers(*_SIDES, 2))
    scene = sum(_patches(generator, cells, width, height) / (2 * cells**0.5) for cells in (2, 6, 24))
    grain = generator.normal(0, _GRAIN, (height, width, 1)).astype(np.float32)
    pixels = np.clip(np.asarray(scene) + 60 + grain, 0, 255).astype(np.uint8)
    file = folder / f"class-{number % CLASSES}" / f"{number:06}.jpg"
    Image.fromarray(pixels).save(file, quality=int(generator.integers(*_QUALITIES)))


def _patches(generator: np.random.Generator, cells: int, width: int, height: int) -> np.ndarray:
    few = Image.fromarray(generator.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
    return np.asarray(few.resize((width, height), Image.Resampling.BICUBIC), np.float32)
