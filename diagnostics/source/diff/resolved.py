"""What was read from a text as a resolved spec, and that with a patch applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from diagnostics.graph.resolve import resolve
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.reading import ReadModel
from diagnostics.spec.errors import SpecError
from diagnostics.spec.job import JobSpec, ResolvedSpec

_OPEN = {"location": "."}
_UNSAID = {"loss": "categorical_crossentropy"}  # stands for a loss that the text does not state, before and after


def resolved(read: ReadModel) -> ResolvedSpec:
    """The spec of what the text says alone. Raises NotExpressible where that is none."""
    document = {
        "dataset": _OPEN | dict(read.dataset),
        "model": {"layers": [layer.model_dump(exclude_unset=True) for layer in read.layers], "outputs": read.outputs},
        "training": _UNSAID | dict(read.training),
    }
    try:
        return resolve(JobSpec.model_validate(document))
    except (SpecError, ValueError) as error:
        raise NotExpressible(f"what the text says is no job by itself: {error}") from error


def patched(spec: ResolvedSpec, patch: Sequence[Mapping[str, Any]]) -> ResolvedSpec:
    """The spec with a patch applied. Raises NotExpressible where the text says other than the patch takes for given."""
    import jsonpatch
    import jsonpointer

    try:
        document = jsonpatch.apply_patch(spec.model_dump(mode="json"), [dict(operation) for operation in patch])
        return ResolvedSpec.model_validate(document)
    except (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException) as error:
        raise NotExpressible("the text says other than the job at a place that the fix changes") from error
    except ValueError as error:
        raise NotExpressible(f"the patch makes no job: {error}") from error
