"""Diffs of a job's program for the fixes of its network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.source.choosing import UnknownNetwork, one_of
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.resolved import resolved
from diagnostics.source.diff.same import difference
from diagnostics.source.diff.source_diff import SourceDiff, source_diff
from diagnostics.source.errors import SourceError
from diagnostics.source.read import read
from diagnostics.source.reading import ReadModel, Supplied
from diagnostics.spec.model import Source


def diffs_of(
    source: Source, supplied: Supplied, patches: Sequence[Sequence[Mapping[str, Any]]], filename: str = "model.py"
) -> tuple[SourceDiff, ...]:
    """A diff of the program for each patch of its resolved spec, or why there is none.

    `supplied` is what the network was read with. No diff changes another network of the same program.
    """
    try:
        models = read(source.text, supplied).models
        before = one_of(models, source.model)
    except (SourceError, UnknownNetwork) as error:
        return tuple(SourceDiff(None, f"the program could not be read: {error}") for _ in patches)

    def reread(text: str) -> ReadModel:
        return _same_place(before, models, read(text, supplied).models)

    return tuple(source_diff(source.text, before, patch, filename, reread) for patch in patches)


def _same_place(before: ReadModel, models: Sequence[ReadModel], again: Sequence[ReadModel]) -> ReadModel:
    """The network as read again. Raises NotExpressible where another one is no longer the same."""
    if [model.name for model in again] != [model.name for model in models]:
        raise NotExpressible("the program as changed would make other networks")
    for old, new in zip(models, again, strict=True):
        if old is not before and difference(resolved(old), resolved(new)) is not None:
            raise NotExpressible(f"{old.name!r}, another network of the program, would change too")
    return next(new for old, new in zip(models, again, strict=True) if old is before)
