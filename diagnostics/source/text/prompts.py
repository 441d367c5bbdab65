"""Interactive sessions: what was typed, without prompts and answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diagnostics.source.text.code import Excerpt

_PYTHON = re.compile(r"^\s*>>>(?: |$)")
_PYTHON_GOES_ON = re.compile(r"^\s*\.\.\.(?: |$)")
_IPYTHON = re.compile(r"^\s*In ?\[[\d *]*\]:(?: |$)")
_IPYTHON_GOES_ON = re.compile(r"^\s*\.{3,}:(?: |$)")
_ANSWER = re.compile(r"^\s*Out ?\[[\d *]*\]:")


def has_prompts(lines: Sequence[str]) -> bool:
    """Whether any of it was typed at a prompt."""
    return any(_PYTHON.match(line) or _IPYTHON.match(line) for line in lines)


def typed(lines: Sequence[str]) -> Excerpt:
    """The lines without prompts; what Python answered, up to a blank line or the next prompt, is emptied."""
    kept, margins = [], []
    going_on: re.Pattern[str] | None = None  # the prompt that may follow
    answering = False
    for line in lines:
        prompt, following = _prompt(line, going_on)
        if prompt:
            going_on, answering = following, False
        elif _ANSWER.match(line):
            going_on, answering = None, True
        else:
            answering = bool(line.strip()) and (answering or going_on is _PYTHON_GOES_ON)
            going_on = None
        kept.append("" if answering else line[prompt:])
        margins.append(0 if answering else prompt)
    return Excerpt(tuple(kept), tuple(margins))


def _prompt(line: str, going_on: re.Pattern[str] | None) -> tuple[int, re.Pattern[str] | None]:
    """How long the line's prompt is (0 for none), and the prompt under which its statement may go on."""
    for first, after in ((_PYTHON, _PYTHON_GOES_ON), (_IPYTHON, _IPYTHON_GOES_ON)):
        found = first.match(line)
        if found is not None:
            return found.end(), after
    found = going_on.match(line) if going_on is not None else None
    return (0, None) if found is None else (found.end(), going_on)
