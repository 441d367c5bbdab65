"""What is wrong with a job that cannot be one, each fault with its place and the value received."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class Problem:
    """One fault of a spec: where (a JSON pointer into the document as received), what was there, what to do."""

    pointer: str
    message: str
    value: str


class SpecError(ValueError):
    """The document cannot be a job; `problems` says why, one entry a fault."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.pointer or '/'}: {problem.message}" for problem in self.problems))


def fault(pointer: str, message: str, value: object) -> SpecError:
    """The error for a single fault."""
    return SpecError([Problem(pointer, message, quote(value))])


def quote(value: object) -> str:
    """The value as JSON, cut to a readable length; what JSON cannot say is shown as Python shows it."""
    try:
        text = json.dumps(value, ensure_ascii=True)
    except (TypeError, ValueError):
        text = ascii(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word closest to `word`, or all of them where none is close and there are few."""
    words = sorted(known)
    close = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if not close:
        lower = {candidate.lower(): candidate for candidate in words}
        close = [lower[match] for match in difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.6)]
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known: {', '.join(words)}" if 0 < len(words) <= 20 else ""
