"""One image file as pixels."""

from __future__ import annotations

import io
import os
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import numpy as np
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from diagnostics.data.errors import UnreadableSample
from diagnostics.data.raw import Array, Limits
from diagnostics.spec.dataset import ImageShape

EXTENSIONS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF")  # no others: some of Pillow's readers start programs
_FIRST_ON_ITS_SIDE = 5  # of EXIF's orientations
_MAX_SIDE = 4096  # what ImageShape takes
_GREY = frozenset({"1", "L", "LA", "La", "I", "F"})
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}
_FILTERS = {name: getattr(Image.Resampling, name.upper()) for name in ("nearest", "bilinear", "bicubic", "lanczos")}
_RAISED_BY_PILLOW = (
    *(OSError, ValueError, TypeError, SyntaxError, EOFError, ArithmeticError, LookupError, struct.error),
)


def natural_shape(file: Path, root: Path, limits: Limits) -> ImageShape:
    """The size of an image as it is looked at, grey where the file is, else RGB. Raises UnreadableSample."""
    with _file(file, root, limits) as image:
        return _natural(image)


def natural_shape_of(content: bytes, limits: Limits) -> ImageShape:
    """As for a file, of one that lies in a record. Raises UnreadableSample."""
    with _opened(io.BytesIO(content), limits) as image:
        return _natural(image)


def pixels(file: Path, root: Path, shape: ImageShape, limits: Limits) -> tuple[Array, tuple[int, int]]:
    """One image as `(height, width, channels)` uint8, upright, resized; and the width and height it had, upright.

    Raises UnreadableSample.
    """
    with _file(file, root, limits) as image:
        size = _upright_size(image)
        return _pixels(image, shape), size


def pixels_of(content: bytes, shape: ImageShape, limits: Limits) -> Array:
    """The pixels of one that lies in a record. Raises UnreadableSample."""
    with _opened(io.BytesIO(content), limits) as image:
        return _pixels(image, shape)


def _natural(image: Image.Image) -> ImageShape:
    width, height = ImageOps.exif_transpose(image).size
    if max(width, height) > _MAX_SIDE:
        raise ValueError(f"{width} × {height} pixels is too large to train on; set dataset.image.size")
    grey = image.mode in _GREY or image.mode.startswith("I;16")
    return ImageShape(size=(height, width), channels=1 if grey else 3)


def _upright_size(image: Image.Image) -> tuple[int, int]:
    turned = image.getexif().get(ExifTags.Base.Orientation, 1) >= _FIRST_ON_ITS_SIDE
    return (image.height, image.width) if turned else image.size


def _pixels(opened: Image.Image, shape: ImageShape) -> Array:
    if shape.resize != "nearest":
        side = max(shape.size)
        opened.draft(None, (side, side))  # a JPEG is unpacked at 1/2, 1/4 or 1/8 where that is still large enough
    ImageOps.exif_transpose(opened, in_place=True)
    image: Any = opened
    if image.mode == "I" or image.mode.startswith("I;16"):  # 16-bit grey, which Pillow clips when it converts
        image = Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    if image.mode != _MODES[shape.channels]:
        image = image.convert(_MODES[shape.channels])
    height, width = shape.size
    if image.size != (width, height):
        image = image.resize((width, height), _FILTERS[shape.resize])
    return np.asarray(image, np.uint8).reshape(height, width, shape.channels)


def ignore_warnings() -> None:
    """Keeps Pillow from warning of bombs, which are bounded here instead, and of broken metadata.

    For whoever is about to read files; threads that read cannot each do so, as filters are the whole process's.
    """
    warnings.filterwarnings("ignore", module=r"PIL\.")


@contextmanager
def _file(file: Path, root: Path, limits: Limits) -> Iterator[Image.Image]:
    if not Path(os.path.realpath(file)).is_relative_to(root):
        raise UnreadableSample("a symbolic link that leads out of the dataset")
    with _opened(file, limits) as image:
        yield image


@contextmanager
def _opened(source: Path | IO[bytes], limits: Limits) -> Iterator[Image.Image]:
    """The image, its header read. Whatever Pillow raises, here or inside, becomes one UnreadableSample."""
    try:
        with Image.open(source, formats=_FORMATS) as image:
            if image.width * image.height > limits.image_pixels:
                raise UnreadableSample(f"{image.width} × {image.height} pixels, {_too_many(limits.image_pixels)}")
            yield image
    except Image.DecompressionBombError as error:  # Pillow's own bound, which comes before its size is known
        raise UnreadableSample(_too_many(min(limits.image_pixels, 2 * (Image.MAX_IMAGE_PIXELS or 0)))) from error
    except _RAISED_BY_PILLOW as error:
        raise UnreadableSample(_reason(error)) from error


def _too_many(allowed: int) -> str:
    return f"more than the {allowed} pixels allowed (DEADWEIGHT_MAX_IMAGE_PIXELS)"


def _reason(error: BaseException) -> str:
    """What is wrong, in one line that does not show where the file lies on this machine."""
    if isinstance(error, UnidentifiedImageError):
        return f"no image of a known kind ({', '.join(_FORMATS)})"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) or type(error).__name__
