"""Replacements of stretches of a text, collected and then made at once."""

from __future__ import annotations

from dataclasses import dataclass

from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.tree import Span


@dataclass(frozen=True)
class _Edit:
    span: Span
    text: str

    @property
    def deletes(self) -> bool:
        return not self.text and self.span.start < self.span.end


class Edits:
    """What is to change in a text. Insertions at one place keep the order in which they were asked for."""

    def __init__(self, code: str) -> None:
        self._code = code
        self._edits: list[_Edit] = []

    def replace(self, span: Span, text: str) -> None:
        """Another text in place of a stretch; asking for the same a second time changes nothing."""
        edit = _Edit(span, text)
        if edit not in self._edits:
            self._edits.append(edit)

    def insert(self, offset: int, text: str) -> None:
        """A text put in."""
        self._edits.append(_Edit(Span(offset, offset), text))

    def delete(self, start: int, end: int) -> None:
        """A stretch taken out; stretches to take out may overlap."""
        self._edits.append(_Edit(Span(start, end), ""))

    def taken(self, span: Span) -> str:
        """A stretch with what is to change inside it, which then changes no more where it stands."""
        inner = [edit for edit in self._edits if span.start <= edit.span.start and edit.span.end <= span.end]
        self._edits = [edit for edit in self._edits if edit not in inner]
        return _made(self._code, inner, span)

    def made(self) -> str:
        """The text with every edit made. Raises NotExpressible where two want different things of one place."""
        return _made(self._code, self._edits, Span(0, len(self._code)))


def _made(code: str, edits: list[_Edit], span: Span) -> str:
    parts: list[str] = []
    done = span.start
    for edit in sorted(edits, key=lambda edit: edit.span):  # a stable sort: insertions at one place stay in order
        start, end = edit.span.start, edit.span.end
        if start < done and not (edit.deletes and parts):
            raise NotExpressible("two changes fall on the same place of the text")
        parts += [code[done:start], edit.text]
        done = max(done, end)
    return "".join((*parts, code[done : span.end]))
