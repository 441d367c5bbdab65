"""Where a manifest of images lies, and which of its columns names the files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from diagnostics.data.errors import DataError
from diagnostics.data.first_lines import Head, head

SUFFIXES = (".csv", ".tsv")
IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})  # Pillow is not loaded here
_USUAL = ("path", "file", "filename", "file_name", "filepath", "file_path", "image", "image_path", "img")


@dataclass(frozen=True)
class Manifest:
    """A file whose `column` names images."""

    file: Path
    head: Head
    column: str


def found(path: Path) -> Manifest | None:
    """The manifest at a path: the file itself, or the only table in a folder; None where there is none."""
    try:
        file = path if path.is_file() else _only(path)
        return None if file is None or file.suffix.lower() not in SUFFIXES else _read(file)
    except (DataError, OSError):
        return None


def _only(folder: Path) -> Path | None:
    tables = [file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES and file.is_file()]
    return tables[0] if len(tables) == 1 else None


def _read(file: Path) -> Manifest | None:
    first = head(file)
    if any(map(_names_an_image, first.names)):  # there is no line of names
        names = ["path", "label"] if len(first.names) == 2 else [str(place) for place in range(len(first.names))]
        column = names[next(place for place, text in enumerate(first.names) if _names_an_image(text))]
        return Manifest(file, Head(names, first.delimiter, first.lines - 1, first.names), column)
    usual = [place for place, name in enumerate(first.names) if name.lower() in _USUAL]
    holds = [place for place in usual if place < len(first.first) and _names_an_image(first.first[place])]
    return Manifest(file, first, first.names[holds[0]]) if holds else None


def _names_an_image(text: str) -> bool:
    return PurePosixPath(text.strip()).suffix.lower() in IMAGES
