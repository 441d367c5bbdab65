"""Generators and tf.data pipelines as the text handles them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from diagnostics.source.interpreter.values import CLASSES, Call, Native, Unknown
from diagnostics.source.place import Place


@dataclass(frozen=True, eq=False)
class Pipeline:
    """A generator or tf.data pipeline of batches, as far as it is described."""

    written: str
    line: int
    settings: dict[str, Any] = field(default_factory=dict)  # of a spec's dataset
    batch_size: int | None = None
    is_validation: bool = False
    prepared: Place | None = None  # where its preprocessing stands
    made: Place | None = None  # where a generator's flow begins; known where all that it does to images is

    def attribute(self, name: str, unknown: Unknown) -> Any:
        """`pipeline.name`."""
        if name in ("num_classes", "class_names", "class_indices"):
            return Unknown(unknown.expression, unknown.line, CLASSES)
        if name in (
            "cache",
            "prefetch",
            "shuffle",
            "repeat",
            "take",
            "skip",
            "with_options",
            "unbatch",
        ):
            return Native(name, lambda request, machine: self)
        if name in ("map", "apply"):
            return Native(name, lambda request, machine: self._mapped())
        if name == "batch":
            return Native(name, self._batched)
        return unknown

    def _mapped(self) -> Pipeline:
        """What a function makes of the samples is not followed."""
        kept = {key: value for key, value in self.settings.items() if key == "validation"}
        return replace(self, settings=kept, made=None)

    def _batched(self, request: Call, _machine: Any) -> Pipeline:
        size = request.get("batch_size", 0)
        return replace(self, batch_size=size if isinstance(size, int) else None)

    def item(self, key: Any, unknown: Unknown) -> Any:
        """A batch is not known."""
        return unknown

    def entries(self, wanted: int | None) -> Sequence[Any] | None:
        """What a loop goes through is not known."""
        return None

    def length(self, unknown: Unknown) -> Any:
        """`len(pipeline)` is a number of batches."""
        return Unknown(unknown.expression, unknown.line)
