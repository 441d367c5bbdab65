"""The order of Keras's arguments, from a file that diagnostics.build.signatures writes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _table() -> dict[str, dict[str, Any]]:
    return dict(json.loads((Path(__file__).parent / "signatures.json").read_text("utf-8")))


def knows(kind: str, name: str) -> bool:
    """Whether Keras has a class of this kind and name."""
    return name in _table()[kind]


def class_of(kind: str, name: str) -> str:
    """The class that a name stands for: itself, or another where it is a second name."""
    entry = _table()[kind][name]
    return entry if isinstance(entry, str) else name


def order_of(kind: str, name: str) -> list[str]:
    """The arguments of a class, or of a method of models, in order."""
    entry = _table()[kind][name]
    return order_of(kind, entry) if isinstance(entry, str) else list(entry)
