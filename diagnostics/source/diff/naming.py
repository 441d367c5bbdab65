"""Keras's classes by the names that a text has for them, and imports for those that it has none for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import libcst as cst

from diagnostics.source.diff.edits import Edits
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.imports import Import, Line, imports_of, own_names
from diagnostics.source.diff.items import indent, insert_after
from diagnostics.source.diff.tree import Tree


class Naming:
    """Spells classes as the text does; what has to be imported for it is added to the edits, once."""

    def __init__(self, tree: Tree, edits: Edits) -> None:
        self._tree = tree
        self._edits = edits
        self._imports = imports_of(tree)
        self._own = own_names(tree)
        self._wanted: dict[tuple[Line, str | None], list[str]] = {}

    def spelled(self, module: str, class_name: str, near: cst.BaseExpression | None = None) -> str:
        """A class of one of Keras's modules (`optimizers.schedules`), written as the neighbour is if there is one."""
        ways: tuple[Callable[[], str | None], ...] = (
            lambda: self._beside(module, class_name, near),
            lambda: self._bound(module, class_name),
            lambda: self._through_star(module, class_name),
            lambda: self._from_its_line(module, class_name),
            lambda: self._through_module(module, class_name),
            lambda: self._from_a_new_line(module, class_name),
            lambda: self._unbound(module, class_name, near),
        )
        found = next((name for way in ways if (name := way()) is not None), None)
        if found is None:
            raise NotExpressible(f"the text imports nothing of Keras to reach {module}.{class_name} by")
        root = found.partition(".")[0]
        if root in self._own and not (near is not None and self._tree.text(near).partition(".")[0] == root):
            raise NotExpressible(f"the text uses the name {root!r} for something of its own")
        return found

    def write_imports(self) -> None:
        """Every import that a spelled name needs, to the edits."""
        for (line, module), names in self._wanted.items():
            if module is not None:
                self._write_line(line, module, names)
            elif not isinstance(line.names, cst.ImportStar):
                insert_after(self._tree, self._edits, line.names[-1], names)

    def reached(self, module: str, class_name: str) -> str | None:
        """A class by the names that the text has already, or None."""
        return self._bound(module, class_name) or self._through_module(module, class_name)

    def _beside(self, module: str, class_name: str, near: cst.BaseExpression | None) -> str | None:
        """As the neighbour: behind the same dots, or from the same import line."""
        if isinstance(near, cst.Attribute):
            parts = self._tree.text(near.value).split(".")
            last = module.rpartition(".")[2]
            return ".".join((*parts[: parts.index(last) + 1], class_name)) if last in parts else None
        if not isinstance(near, cst.Name):
            return None
        if (known := self._bound(module, class_name)) is not None:
            return known
        beside = next((found for found in self._imports if found.name == near.value), None)
        return self._brought(beside, class_name) if beside is not None and _brings(beside, module) else None

    def _bound(self, module: str, class_name: str) -> str | None:
        paths = {f"keras.{module}.{class_name}"}
        return next((found.name for found in self._imports if found.path in paths), None)

    def _through_module(self, module: str, class_name: str) -> str | None:
        """Through a module that the text has a name for: `layers.`, `keras.layers.`, `tf.keras.layers.`."""
        parts = ("keras", *module.split("."))
        for depth in range(len(parts), 0, -1):
            path = ".".join(parts[:depth])
            found = next((found for found in self._imports if found.path == path and found.name != "*"), None)
            if found is not None:
                return ".".join((found.name, *parts[depth:], class_name))
        alone = any(found.module.startswith("keras") for found in self._imports)  # not of TensorFlow: never mix the two
        found = next((found for found in self._imports if found.path == "tensorflow" and not alone), None)
        return ".".join((found.name, *parts, class_name)) if found is not None else None

    def _through_star(self, module: str, class_name: str) -> str | None:
        stars = {found.path for found in self._imports if found.name == "*"}
        return class_name if f"keras.{module}" in stars else None

    def _from_its_line(self, module: str, class_name: str) -> str | None:
        line = next((found for found in self._imports if found.name != "*" and _brings(found, module)), None)
        return self._brought(line, class_name) if line is not None else None

    def _from_a_new_line(self, module: str, class_name: str) -> str | None:
        """From a new line behind the last that is of Keras."""
        of_keras = [found for found in self._imports if found.path.startswith("keras.") and found.module]
        if not of_keras:
            return None
        written = of_keras[-1].module
        root = f"{written.partition('keras')[0]}keras"
        return self._brought(of_keras[-1], class_name, f"{root}.{module}")

    def _unbound(self, module: str, class_name: str, near: cst.BaseExpression | None) -> str | None:
        """In a fragment without imports: through the names that it takes for given."""
        if isinstance(near, cst.Name):
            return class_name
        if any(found.path.startswith(("keras", "tensorflow")) for found in self._imports):
            return None
        used = set(self._names_before_dots())
        last = module.rpartition(".")[2]
        for name, prefix in ((last, last), ("keras", f"keras.{module}"), ("tf", f"tf.keras.{module}")):
            if name in used:
                return f"{prefix}.{class_name}"
        return class_name

    def _names_before_dots(self) -> Iterator[str]:
        for node in self._tree.every(cst.Attribute):
            if isinstance(node.value, cst.Name):
                yield node.value.value

    def _brought(self, line: Import, class_name: str, module: str | None = None) -> str:
        """The name, once the imports are written: by that line, or behind it from a module of its own."""
        if not any(class_name in names for names in self._wanted.values()):
            self._wanted.setdefault((line.node, module), []).append(class_name)
        return class_name

    def _write_line(self, behind: cst.CSTNode, module: str, names: list[str]) -> None:
        tree = self._tree
        text = f"{indent(tree, behind)}from {module} import {', '.join(names)}"
        line_end = tree.code.find("\n", tree.span(behind).end)
        if line_end < 0:
            self._edits.insert(len(tree.code), f"{tree.newline}{text}")
        else:
            self._edits.insert(line_end + 1, f"{text}{tree.newline}")


def _brings(line: Import, module: str) -> bool:
    """Whether the line takes names from that module of Keras itself."""
    return f".{line.module}".endswith(f"keras.{module}")
