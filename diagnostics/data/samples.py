"""What the look at a split needs of it."""

from __future__ import annotations

from typing import Protocol

from diagnostics.data.raw import Array, Inputs
from diagnostics.data.split import Indices


class Samples(Protocol):
    """The part of a split that facts are read from: `rows` of `inputs` are its samples."""

    @property
    def inputs(self) -> Inputs: ...

    @property
    def rows(self) -> Indices: ...

    @property
    def targets(self) -> Array: ...

    @property
    def classes(self) -> Indices | None: ...

    def __len__(self) -> int: ...

    def batch(self, indices: Indices) -> tuple[Array, Array]: ...
