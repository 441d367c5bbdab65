"""Characters that web pages and editors put in place of those that were typed."""

from __future__ import annotations

import re

_SPACES = {ord(space): " " for space in "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))}
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_CHARACTERS = _SPACES | _NOTHING
_DOUBLE, _SINGLE = "\u201c\u201d\u201e\u201f\u2033", "\u2018\u2019\u201a\u201b\u2032"
_QUOTES = {ord(mark): '"' for mark in _DOUBLE} | {ord(mark): "'" for mark in _SINGLE}
_ENTITIES = {
    "gt": ">", "lt": "<", "quot": '"', "apos": "'", "nbsp": " ", "amp": "&", "#39": "'", "#x27": "'", "#34": '"',
    "#60": "<", "#62": ">", "#38": "&", "#160": " ", "#91": "[", "#93": "]", "#40": "(", "#41": ")", "#61": "=",
}  # fmt: skip
_ENTITY = re.compile(rf"&({'|'.join(map(re.escape, _ENTITIES))});", re.IGNORECASE)


def as_typed(text: str) -> str:
    """The text with plain spaces and quotation marks, and without HTML's entities; lines stay lines."""
    for _ in range(2):  # what was escaped twice
        text = _ENTITY.sub(lambda found: _ENTITIES[found[1].lower()], text)
    return "\n".join(map(_with_plain_quotes, text.translate(_CHARACTERS).split("\n")))


def _with_plain_quotes(line: str) -> str:
    """Typographic marks are quotation marks of code only where the line has no others."""
    return line if '"' in line or "'" in line else line.translate(_QUOTES)
