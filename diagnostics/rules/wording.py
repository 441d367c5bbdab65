"""Lists of names and figures in messages."""

from __future__ import annotations

from collections.abc import Sequence

_SHOWN = 4


def named(names: Sequence[str]) -> str:
    """`'a'`, `'a' and 'b'`, `'a', 'b', 'c', 'd' and 7 more`."""
    shown = [f"'{name}'" for name in names[:_SHOWN]]
    if len(names) > _SHOWN:
        shown.append(f"{len(names) - _SHOWN} more")
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def counted(count: int, noun: str) -> str:
    """`1 layer`, `3 layers`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
