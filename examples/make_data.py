"""Writes the data of the example jobs beside this file: `python examples/make_data.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image

ANGLES = {"flat": 0, "rising": 45, "upright": 90, "falling": 135}


def gratings(folder: Path, each: int, rng: np.random.Generator) -> None:
    """Grey images of stripes under noise, 24 × 24 pixels, in one folder for each orientation."""
    rows, columns = np.mgrid[0:24, 0:24]
    for name, degrees in ANGLES.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        angle = np.radians(degrees)
        for number in range(each):
            phase = rng.uniform(0, 2 * np.pi)
            stripes = np.sin(0.9 * (columns * np.sin(angle) + rows * np.cos(angle)) + phase)
            pixels = 127 + 80 * stripes + rng.normal(0, 40, stripes.shape)
            Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(folder / name / f"{number:03d}.png")


def sensors(file: Path, count: int, rng: np.random.Generator) -> None:
    """Three readings in their raw units, and whether the machine failed: `x` (count, 3), `y` (count,)."""
    pascal = rng.normal(101_000, 900, count)
    kelvin = rng.normal(330, 12, count)
    volts = rng.normal(0.02, 0.01, count)
    failed = (pascal - 101_000) / 900 + (kelvin - 330) / 12 > 0.5
    np.savez(file, x=np.stack([pascal, kelvin, volts], axis=1).astype("float32"), y=failed.astype("int64"))


def main(folder: Path) -> None:
    """All of it, the same at every run."""
    rng = np.random.default_rng(0)
    gratings(folder / "gratings", 60, rng)
    sensors(folder / "sensors.npz", 600, rng)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
