"""Whole lines put in and taken out."""

from __future__ import annotations

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.items import indent
from diagnostics.source.diff.tree import Tree


def insert_line_after(draft: Draft, line: cst.SimpleStatementLine, text: str) -> None:
    """A statement behind another, as far to the right."""
    tree, end = draft.tree, _end(draft.tree, line)
    if end == len(tree.code) and not tree.code.endswith("\n"):
        draft.edits.insert(end, f"{tree.newline}{indent(tree, line)}{text}")
    else:
        draft.edits.insert(end, f"{indent(tree, line)}{text}{tree.newline}")


def insert_line_before(draft: Draft, line: cst.SimpleStatementLine, text: str) -> None:
    """A statement before another, as far to the right."""
    blanks = indent(draft.tree, line)
    draft.edits.insert(draft.tree.span(line).start - len(blanks), f"{blanks}{text}{draft.tree.newline}")


def delete_statement(draft: Draft, line: cst.SimpleStatementLine) -> None:
    """A statement gone with its line; the only one of a block stays to be refused."""
    tree = draft.tree
    block = tree.parent(line)
    if len(line.body) > 1 or (isinstance(block, cst.IndentedBlock) and len(block.body) == 1):
        raise NotExpressible(f"the statement on line {tree.line(line)} cannot be taken out by itself")
    draft.edits.delete(tree.span(line).start - len(indent(tree, line)), _end(tree, line))


def line_remark(line: cst.SimpleStatementLine) -> str:
    """The comment behind a statement, with the blanks before it."""
    behind = line.trailing_whitespace
    return f"{behind.whitespace.value}{behind.comment.value}" if behind.comment is not None else ""


def _end(tree: Tree, line: cst.SimpleStatementLine) -> int:
    """Just behind the end of the line that the statement ends on."""
    return tree.code.find("\n", tree.span(line).end) + 1 or len(tree.code)
