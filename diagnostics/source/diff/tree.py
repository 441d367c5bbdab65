"""A text as a concrete syntax tree, with the place of every node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from diagnostics.source.diff.bounds import check_bounds
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.place import Place

_Node = TypeVar("_Node", bound=cst.CSTNode)
_LINE_ENDS = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, order=True)
class Span:
    """From the first character of the text to just after the last, both counted from zero."""

    start: int
    end: int


class Tree:
    """The nodes of a text. Raises NotExpressible where it is no Python, or too deep."""

    def __init__(self, code: str) -> None:
        check_bounds(code)
        try:
            wrapper = MetadataWrapper(cst.parse_module(code), unsafe_skip_copy=True)
        except (cst.ParserSyntaxError, RecursionError, UnicodeError) as error:
            raise NotExpressible("the text is not plain Python") from error
        self.code = code
        self.module = wrapper.module
        self.newline = "\r\n" if "\r\n" in code else "\n"
        self._ranges = wrapper.resolve(PositionProvider)
        self._parents = wrapper.resolve(ParentNodeProvider)
        self._starts = [0, *(end.end() for end in _LINE_ENDS.finditer(code))]

    def span(self, node: cst.CSTNode) -> Span:
        """Where a node stands, with the parentheses around it."""
        bare = self.bare_span(node)
        marks = (*node.lpar, *node.rpar) if isinstance(node, cst.BaseExpression) else ()
        return Span(self.bare_span(marks[0]).start, self.bare_span(marks[-1]).end) if marks else bare

    def bare_span(self, node: cst.CSTNode) -> Span:
        """Where a node stands, without the parentheses around it."""
        found = self._ranges[node]
        return Span(
            self._starts[found.start.line - 1] + found.start.column, self._starts[found.end.line - 1] + found.end.column
        )

    def text(self, node: cst.CSTNode) -> str:
        """A node as written."""
        span = self.span(node)
        return self.code[span.start : span.end]

    def line(self, node: cst.CSTNode) -> int:
        """The line that a node starts on, from 1."""
        return int(self._ranges[node].start.line)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node right around another."""
        return self._parents.get(node)

    def enclosing(self, node: cst.CSTNode, kind: type[_Node]) -> _Node | None:
        """The innermost node of a kind around another."""
        around = self.parent(node)
        while around is not None and not isinstance(around, kind):
            around = self.parent(around)
        return around

    def at(self, place: Place, kind: type[_Node]) -> _Node | None:
        """The outermost expression of a kind that stands exactly at a place, its parentheses included or not."""
        if max(place.line, place.end_line) > len(self._starts):
            return None
        span = Span(
            self._starts[place.line - 1] + place.column - 1, self._starts[place.end_line - 1] + place.end_column - 1
        )
        return next((node for node in self._expressions.get(span, ()) if isinstance(node, kind)), None)

    def every(self, kind: type[_Node]) -> Iterator[_Node]:
        """All nodes of a kind, in the order of the text where none holds another."""
        yield from (node for node in self._ranges if isinstance(node, kind))

    @cached_property
    def _expressions(self) -> dict[Span, list[cst.CSTNode]]:
        found: dict[Span, list[cst.CSTNode]] = {}
        for node in self.every(cst.BaseExpression):
            for span in {self.bare_span(node), self.span(node)}:
                found.setdefault(span, []).insert(0, node)  # inner nodes are met before outer ones
        return found
