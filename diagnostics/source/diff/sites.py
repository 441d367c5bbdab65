"""The places of a text where layers are put to use, and how another layer is put beside, or taken out there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.draft import Draft
from diagnostics.source.diff.items import exchange, insert_after, insert_before, remark
from diagnostics.source.diff.statements import delete_statement, insert_line_after, insert_line_before, line_remark


@dataclass(frozen=True)
class NewLayer:
    """A text that makes or names a layer, and a comment for its line, with the blanks before it."""

    text: str
    remark: str = ""


class Site(ABC):
    """Where a layer is put to use."""

    @abstractmethod
    def put_behind(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        """New layers in a row right behind the layer."""

    @abstractmethod
    def put_before(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        """New layers in a row right before the layer."""

    @abstractmethod
    def take_out(self, draft: Draft) -> None:
        """The layer no longer in use."""

    @property
    @abstractmethod
    def layer(self) -> cst.BaseExpression:
        """What makes the layer, or names it."""

    def remark(self, draft: Draft) -> str:
        """The comment on the layer's own line, with the blanks before it."""
        return ""


@dataclass(frozen=True)
class Listed(Site):
    """An element of a list of layers: `Sequential([Dense(10)])`."""

    elements: Sequence[cst.BaseElement]
    position: int

    def put_behind(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        texts, remarks = [call.text for call in calls], [call.remark for call in calls]
        insert_after(draft.tree, draft.edits, self.elements[self.position], texts, remarks)

    def put_before(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        insert_before(draft.tree, draft.edits, self.elements[self.position], [call.text for call in calls])

    def take_out(self, draft: Draft) -> None:
        exchange(draft.tree, draft.edits, self.elements, {self.position}, (), 0)

    @property
    def layer(self) -> cst.BaseExpression:
        return self.elements[self.position].value

    def remark(self, draft: Draft) -> str:
        return remark(draft.tree, self.elements[self.position])


@dataclass(frozen=True)
class Added(Site):
    """A statement that adds a layer: `model.add(Dense(10))`."""

    add: cst.Call
    line: cst.SimpleStatementLine

    def put_behind(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        for call in calls:
            insert_line_after(draft, self.line, f"{draft.tree.text(self.add.func)}({call.text}){call.remark}")

    def put_before(self, draft: Draft, calls: Sequence[NewLayer]) -> None:
        for call in calls:
            insert_line_before(draft, self.line, f"{draft.tree.text(self.add.func)}({call.text}){call.remark}")

    def take_out(self, draft: Draft) -> None:
        delete_statement(draft, self.line)

    @property
    def layer(self) -> cst.BaseExpression:
        return self.add.args[0].value

    def remark(self, draft: Draft) -> str:
        return line_remark(self.line)
