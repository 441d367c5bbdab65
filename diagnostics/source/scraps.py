"""Tells code from words and scraps of code that stand in a text on lines of their own."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Sequence

from diagnostics.source.parsing import syntax_tree
from diagnostics.source.statements import Found

_CODE = 2  # the weight of a statement that is surely code, or of two that may be
_COMMENT = re.compile(r"\s#[^'\"\n]*$", re.MULTILINE)


def without_scraps(lines: Sequence[str], found: Sequence[Found], broken: Collection[int]) -> list[Found]:
    """The statements without single words, lone arguments, and code that is only quoted once more.

    What is broken is code all the same: it does not part the statements around it, and speaks for them.
    """
    prose = [number not in broken and is_text(line) for number, line in enumerate(lines)]
    kept: list[Found] = []
    said: set[str] = set()
    for run in _runs(prose, [each for each in found if each.nested or each.statement.weight]):
        saying = [_saying(each) for each in run]
        beside = run[0].first - 1 in broken or run[-1].last + 1 in broken
        if not run[0].nested and sum(each.statement.weight for each in run) + beside < _CODE:
            continue
        if not run[0].nested and min(each.indent for each in run) > 0 and said.issuperset(saying):
            continue  # an answer quotes lines of the question
        said.update(saying)
        kept.extend(run)
    return kept


def _runs(prose: Sequence[bool], found: Sequence[Found]) -> Iterator[list[Found]]:
    """Statements with no prose between them."""
    run: list[Found] = []
    for each in found:
        if run and any(prose[run[-1].last + 1 : each.first]):
            yield run
            run = []
        run.append(each)
    if run:
        yield run


def is_code(text: str) -> bool:
    """Whether a text that parses does anything, unlike a printed number or list."""
    return any(not isinstance(statement, ast.Expr) or _calls(statement) for statement in syntax_tree(text).body)


def _calls(statement: ast.Expr) -> bool:
    return isinstance(statement.value, ast.Call) and not isinstance(statement.value.func, ast.Tuple)


def is_text(line: str) -> bool:
    """Whether the line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _saying(found: Found) -> str:
    return "".join(_COMMENT.sub("", found.statement.text).split())
