"""Where in a job's file something of its resolved spec stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from diagnostics.source.place import Place
from diagnostics.spec.job import JobSpec, ResolvedSpec


@dataclass(frozen=True)
class JobLines:
    """The nodes of a job's YAML or JSON; None where it has tabs or is otherwise no YAML.

    `added` counts the layers of the resolved spec that the file does not declare; they stand before the others.
    """

    root: Any
    added: int

    def of(self, pointers: Sequence[str]) -> Place | None:
        """The first of the places, or the least part of the file that holds it."""
        return next((place for place in map(self._of, pointers) if place is not None), None)

    def _of(self, pointer: str) -> Place | None:
        node, found = self.root, None
        for step in self._written(pointer.lstrip("/").split("/")):
            entry = _entry(node, step)
            if entry is None:
                break
            found, node = entry
        return found

    def _written(self, steps: list[str]) -> list[str]:
        """The steps in the file, whose list of layers may be shorter than the spec's."""
        if steps[:2] != ["model", "layers"] or len(steps) < 3 or not self.added:
            return steps
        position = int(steps[2]) - self.added
        return [*steps[:2], str(position), *steps[3:]] if position >= 0 else steps[:1]


def job_lines(text: str, job: JobSpec, spec: ResolvedSpec) -> JobLines:
    """The lines of a job's file; only layers that it lists have places of their own."""
    declared = job.model.layers
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        root = None
    return JobLines(root, len(spec.model.layers) - len(declared) if declared is not None else len(spec.model.layers))


def _entry(node: Any, step: str) -> tuple[Place, Any] | None:
    """The place of a key with its value, or of an entry of a list; and the node there."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return _place(key, value), value
    if isinstance(node, yaml.SequenceNode) and step.isdecimal() and int(step) < len(node.value):
        value = node.value[int(step)]
        return _place(value, value), value
    return None


def _place(first: Any, last: Any) -> Place:
    """From the first character of one node to the last of another; a block's trailing line break is left out."""
    start, end = first.start_mark, last.end_mark
    if end.column == 0 and end.line > start.line:
        return Place(start.line + 1, start.column + 1, end.line, 1)
    return Place(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
