"""A last look at the whole: what still does not parse is taken out statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diagnostics.source.text.blocks import Placed
from diagnostics.source.text.parsing import syntax_tree

_MOST_TRIES = 12
_LONG = 2_000  # statements; taking one out means parsing all others again


def mended(placed: Sequence[Placed]) -> list[Placed]:
    """Statements that make a text which parses."""
    if _fault(placed) is None:
        return list(placed)
    return [each for chunk in _chunks(placed) for each in _mended(chunk)]


def _chunks(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The statements at the left margin, each with its decorators and its body."""
    chunk: list[Placed] = []
    for each in placed:
        begins = each.column == 0 and not each.statement.joins
        if begins and chunk and chunk[-1].statement.kind != "decorator":
            yield chunk
            chunk = []
        chunk.append(each)
    if chunk:
        yield chunk


def _mended(chunk: list[Placed]) -> list[Placed]:
    for _ in range(_MOST_TRIES if len(chunk) < _LONG else 2):
        fault = _fault(chunk)
        if fault is None:
            return chunk
        chunk = chunk[:fault] + chunk[fault + 1 :]
    return chunk if chunk and _fault(chunk) is None else []


def _fault(placed: Sequence[Placed]) -> int | None:
    """Which of the statements the parser stumbles over."""
    lines: list[str] = []
    owners: list[int] = []
    for position, each in enumerate(placed):
        lines.extend(each.lines)
        owners.extend([position] * (each.last - each.first + 1))
    try:
        syntax_tree("\n".join(lines))
    except SyntaxError as error:
        return owners[min(max((error.lineno or 1) - 1, 0), len(owners) - 1)]
    return None
