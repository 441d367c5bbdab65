"""Unified diffs that `patch -p0` applies."""

from __future__ import annotations

from difflib import unified_diff

_UNFINISHED = "\\ No newline at end of file\n"


def unified(before: str, after: str, filename: str) -> str:
    """The difference of two texts under the name of the file."""
    name = f"{filename}\t" if " " in filename else filename
    lines = unified_diff(_lines(before), _lines(after), name, name, lineterm="\n")
    return "".join(line if line.endswith("\n") else f"{line}\n{_UNFINISHED}" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends, parted at line feeds alone, as `patch` does."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [line for line in (text.rpartition("\n")[2],) if line]
