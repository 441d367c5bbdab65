"""How Keras Applications want their inputs, from a file that diagnostics.build.applications writes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Convention = Literal["caffe", "tf", "torch", "none"]

TABLE = Path(__file__).parent / "conventions.json"
_PREPROCESSING = tuple(name for name in get_args(Convention) if name != "none")


@cache
def _table() -> dict[str, Convention]:
    return dict(json.loads(TABLE.read_text(encoding="utf-8")))


def convention_of(backbone: str) -> Convention | None:
    """What the name of a convention or of a Keras application stands for; None for other names.

    `none` is the convention of a network that rescales raw pixels itself.
    """
    return next((name for name in _PREPROCESSING if name == backbone), _table().get(backbone))


def spellings() -> tuple[str, ...]:
    """Every name that convention_of knows."""
    return (*_PREPROCESSING, *_table())
