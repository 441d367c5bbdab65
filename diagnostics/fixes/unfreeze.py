"""Layers set free to train."""

from __future__ import annotations

from typing import ClassVar

from diagnostics.fixes.edit import named_layers, with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.graph.graph import graph_of
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec


class Unfreeze(Fix):
    """The frozen layers that the findings name become trainable."""

    name = "unfreeze"
    title = "Let the frozen layers train"
    why = "A frozen layer keeps the weights it was given; without pretrained weights those are random numbers."
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:
        """The spec with the named layers trainable, or None where none of them is frozen and has weights."""
        named = named_layers(clues.findings)
        frozen = [node for node in graph_of(spec).used if node.name in named and not node.trainable]
        return with_configs(spec, {node.name: {"trainable": True} for node in frozen if node.has_weights})
