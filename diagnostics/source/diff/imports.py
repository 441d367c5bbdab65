"""What the imports of a text bind."""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst
from libcst.helpers import get_full_name_for_node

from diagnostics.source.diff.tree import Tree

Line = cst.Import | cst.ImportFrom


@dataclass(frozen=True)
class Import:
    """A name, what it stands for (`keras.layers.Dense`, without `tensorflow.`), and the line that binds it.

    The name `*` stands for everything of a module.
    """

    name: str
    path: str
    node: Line

    @property
    def module(self) -> str:
        """The module that a `from` line takes the name from, as written."""
        return _dotted(self.node.module) if isinstance(self.node, cst.ImportFrom) else ""


def imports_of(tree: Tree) -> tuple[Import, ...]:
    """Every name that an import binds, in order; those in functions only where no other is of Keras."""
    lines: list[Line] = [*tree.every(cst.Import), *tree.every(cst.ImportFrom)]
    found = [(line, each) for line in sorted(lines, key=tree.line) for each in _bound(line)]
    outside = [each for line, each in found if tree.enclosing(line, cst.FunctionDef) is None]
    if any(each.path.startswith(("keras", "tensorflow")) for each in outside):
        return tuple(outside)
    return tuple(each for _, each in found)


def own_names(tree: Tree) -> frozenset[str]:
    """Names that the text gives to something that it makes itself: values, functions, classes, parameters."""
    named = [node.name for node in tree.every(cst.FunctionDef)]
    named += [node.name for node in tree.every(cst.ClassDef)]
    named += [node.name for node in tree.every(cst.Param)]
    targets: list[cst.BaseExpression] = [node.target for node in tree.every(cst.AssignTarget)]
    targets += [node.target for node in tree.every(cst.For)]
    return frozenset(node.value for node in (*named, *targets) if isinstance(node, cst.Name))


def _bound(line: Line) -> list[Import]:
    if isinstance(line, cst.ImportFrom) and isinstance(line.names, cst.ImportStar):
        return [Import("*", _without_tensorflow(_dotted(line.module)), line)]
    aliases = () if isinstance(line.names, cst.ImportStar) else line.names
    prefix = f"{_dotted(line.module)}." if isinstance(line, cst.ImportFrom) else ""
    found = []
    for alias in aliases:
        path = f"{prefix}{_dotted(alias.name)}"
        if alias.asname is not None:
            found.append(Import(_dotted(alias.asname.name), _without_tensorflow(path), line))
        elif prefix:
            found.append(Import(_dotted(alias.name), _without_tensorflow(path), line))
        else:
            root = path.partition(".")[0]  # `import keras.layers` binds keras
            found.append(Import(root, root, line))
    return found


def _dotted(node: cst.CSTNode | None) -> str:
    return (get_full_name_for_node(node) or "") if node is not None else ""


def _without_tensorflow(path: str) -> str:
    rest = path.removeprefix("tensorflow.").removeprefix("python.")
    return rest if rest.startswith("keras") else path
