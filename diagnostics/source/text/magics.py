"""Lines of notebooks that are for IPython and the shell, not for Python."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAGIC = re.compile(r"^\s*(?:%{1,2}[A-Za-z_]|!|\?{1,2}[A-Za-z_]|[A-Za-z_][\w.]*\?{1,2}\s*$)")
_ASSIGNED = re.compile(r"^\s*[\w., ]+=\s*(?:!|%[A-Za-z_])")
_CELL = re.compile(r"^\s*%%(\w+)")
_OF_PYTHON = frozenset({"time", "timeit", "capture", "prun", "python", "python3", "py"})


def without_magics(lines: Sequence[str]) -> list[str]:
    """The lines with those that are not Python emptied; where they are indented they keep a `pass` for their block.

    A cell that begins with a magic for another language (`%%bash`) holds no Python at all.
    """
    first = next((line for line in lines if line.strip()), "")
    language = _CELL.match(first)
    if language is not None and language[1] not in _OF_PYTHON:
        return [""] * len(lines)
    return [_instead(line) if _MAGIC.match(line) or _ASSIGNED.match(line) else line for line in lines]


def _instead(line: str) -> str:
    indent = len(line) - len(line.lstrip())
    return f"{line[:indent]}pass" if indent else ""
