"""Code that its author marked as such: a cell of a notebook, what stands between fences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diagnostics.source.text.code import Excerpt
from diagnostics.source.text.excerpt import excerpt
from diagnostics.source.text.magics import without_magics
from diagnostics.source.text.parsing import parses
from diagnostics.source.text.prompts import has_prompts, typed


def passage(lines: Sequence[str]) -> Excerpt:
    """All of it where it parses (magics aside), else what of it does."""
    return typed_in(lines, _passage)


def typed_in(lines: Sequence[str], reader: Callable[[Sequence[str]], Excerpt]) -> Excerpt:
    """What a reader makes of the lines, without the prompts and answers of an interactive session."""
    if not has_prompts(lines):
        return reader(lines)
    session = typed(lines)
    found = reader(session.lines)
    margins = [prompt + margin for prompt, margin in zip(session.margins, found.margins, strict=True)]
    return Excerpt(found.lines, tuple(margins))


def _passage(lines: Sequence[str]) -> Excerpt:
    plain = without_magics(lines)
    margin = min((len(line) - len(line.lstrip(" ")) for line in plain if line.strip()), default=0)
    for candidate in (lines, plain):
        moved = [line[margin:] for line in candidate]
        if parses("\n".join(moved)):
            return Excerpt(tuple(moved), tuple(margin if line else 0 for line in moved))
    return excerpt(plain)
