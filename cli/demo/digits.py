"""Real images that come with scikit-learn: handwritten digits, 8 × 8 pixels."""

from __future__ import annotations

from pathlib import Path


def write_digits(folder: Path) -> Path:
    """Write them as PNG files into a folder for each class; the folder they lie in."""
    from PIL import Image
    from sklearn.datasets import load_digits

    digits = load_digits()
    for label in range(10):
        (folder / str(label)).mkdir(parents=True)
    pixels = (digits.images * (255 / 16)).astype("uint8")
    for number, (image, label) in enumerate(zip(pixels, digits.target, strict=True)):
        Image.fromarray(image).save(folder / str(label) / f"{number:04d}.png")
    return folder
