"""Code between the fences of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from diagnostics.source.text.code import Excerpt
from diagnostics.source.text.excerpt import excerpt
from diagnostics.source.text.passages import passage
from diagnostics.source.text.scraps import is_code

_FENCE = re.compile(r"^(?P<indent>[ \t]*(?:[-*+>] +|\d+[.)] +)?)(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
_NAMED = re.compile(r"[\w+#-]+")


@dataclass(frozen=True)
class Fence:
    """The lines between two fences, from `first` up to but not including `end`, both counted from 0."""

    first: int
    end: int
    is_named: bool


def fenced(lines: Sequence[str]) -> Excerpt | None:
    """The code inside fences; None where there is more of it outside, as the fences then stand in docstrings."""
    kept, margins = [""] * len(lines), [0] * len(lines)
    outside = [*lines]
    for fence in _python_fences(lines):
        inside = slice(fence.first, fence.end)
        found = passage(lines[inside])
        outside[inside] = [""] * (fence.end - fence.first)
        if fence.is_named or is_code(found.text):
            kept[inside], margins[inside] = found.lines, found.margins
    whole = Excerpt(tuple(kept), tuple(margins))
    return whole if whole.size and whole.size >= excerpt(outside).size else None


def _python_fences(lines: Sequence[str]) -> list[Fence]:
    """Those that say Python, and those that say nothing."""
    found: list[Fence] = []
    opened: re.Match[str] | None = None
    first = 0
    for number, line in enumerate(lines):
        fence = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence is None:
            continue
        if opened is None:
            opened, first = fence, number + 1
        elif _closes(fence, opened):
            found.extend(_python(opened, first, number))
            opened = None
    if opened is not None:
        found.extend(_python(opened, first, len(lines)))
    return found


def _closes(fence: re.Match[str], opened: re.Match[str]) -> bool:
    return fence["mark"].startswith(opened["mark"]) and not fence["info"].strip()


def _python(opened: re.Match[str], first: int, end: int) -> list[Fence]:
    words = _NAMED.findall(opened["info"].removeprefix("{code-cell}"))
    language = words[0].lower() if words else ""
    if language and re.fullmatch(r"py|i?python[23]?|py[23]|pycon|keras", language) is None:
        return []
    return [Fence(first, end, bool(language))]
