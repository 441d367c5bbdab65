"""The text of one row of a summary, column by column."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cells:
    """What stands in each column, wrapped lines put together again; the row's lines count from 1."""

    lines: tuple[int, int]
    layer: str
    output: str
    parameters: str
    sources: str = ""
    trainable: str = ""
