"""A text on its way to another."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from diagnostics.source.diff.edits import Edits
from diagnostics.source.diff.naming import Naming
from diagnostics.source.diff.printing import quote_of
from diagnostics.source.diff.tree import Tree
from diagnostics.source.reading import ReadModel


@dataclass(frozen=True)
class Draft:
    """The text as a tree, what was read from it, the edits so far, and how the text writes names and strings."""

    tree: Tree
    read: ReadModel
    edits: Edits
    naming: Naming
    quote: str

    def put(self, value: cst.BaseExpression, text: str) -> None:
        """Another value, at the variable where that is all that uses it."""
        given = variable_value(self.tree, value)
        self.edits.replace(self.tree.span(value if given is None else given), text)


def draft_of(tree: Tree, read: ReadModel) -> Draft:
    """A text without edits."""
    edits = Edits(tree.code)
    return Draft(tree, read, edits, Naming(tree, edits), quote_of(tree.code))


def variable_value(tree: Tree, node: cst.CSTNode | None) -> cst.BaseExpression | None:
    """What a variable was given, if it was given one value in the whole text and is read here alone."""
    return _assigned(tree, node) if isinstance(node, cst.Name) and len(_namesakes(tree, node)) == 1 else None


def shared_value(tree: Tree, node: cst.CSTNode | None) -> cst.BaseExpression | None:
    """What a variable was given, if it was given one value in the whole text, whoever reads it."""
    return _assigned(tree, node) if isinstance(node, cst.Name) else None


def _assigned(tree: Tree, node: cst.Name) -> cst.BaseExpression | None:
    around = [tree.parent(other) for other in _namesakes(tree, node)]
    targets = [each for each in around if isinstance(each, cst.AssignTarget | cst.AugAssign | cst.Param | cst.For)]
    assigned = tree.parent(targets[0]) if len(targets) == 1 and isinstance(targets[0], cst.AssignTarget) else None
    return assigned.value if isinstance(assigned, cst.Assign) and len(assigned.targets) == 1 else None


def _namesakes(tree: Tree, node: cst.Name) -> list[cst.Name]:
    named = (other for other in tree.every(cst.Name) if other.value == node.value and other is not node)
    return [other for other in named if not _is_label(tree, other)]


def _is_label(tree: Tree, name: cst.Name) -> bool:
    """Whether the name is that of an argument or of an attribute, and no variable's."""
    around = tree.parent(name)
    return (isinstance(around, cst.Arg) and around.keyword is name) or (
        isinstance(around, cst.Attribute) and around.attr is name
    )
