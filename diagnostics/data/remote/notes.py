"""What is noted beside what the cache keeps."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4


def read(folder: Path) -> dict[str, Any]:
    """What is noted in a folder; nothing where a process was killed before it could."""
    try:
        found = json.loads((folder / "state").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write(folder: Path, state: dict[str, Any]) -> None:
    """Note this in a folder, whole or not at all."""
    replace(folder / "state", json.dumps(state))


def replace(file: Path, text: str) -> None:
    """Write a file, so that whoever looks sees all of it, or what was there before."""
    beside = file.with_name(f"{file.name}.{uuid4().hex}")
    beside.write_text(text, "utf-8")
    beside.replace(file)


def kept_bytes(folder: Path) -> int:
    """How much a folder of the cache has taken, or has room made for."""
    found = read(folder).get("bytes")
    return found if isinstance(found, int) else size_bytes_of(folder)


def size_bytes_of(folder: Path) -> int:
    """The sizes of all files below a folder."""
    found = (Path(parent) / name for parent, _, names in os.walk(folder) for name in names)
    return sum(file.lstat().st_size for file in found)
