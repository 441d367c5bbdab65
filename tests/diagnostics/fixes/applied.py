"""Fixes at work."""

from __future__ import annotations

import jsonpatch

from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.patch import patch
from diagnostics.graph.resolve import resolve
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job


def applied(fix: type[Fix], spec: ResolvedSpec, clues: Clues | None = None) -> ResolvedSpec:
    """The spec that the fix makes; that its patch leads to a job which is resolved as that spec is checked."""
    after = fix().apply(spec, clues or Clues())
    assert after is not None
    document = jsonpatch.apply_patch(spec.model_dump(mode="json"), list(patch(spec, after)))
    assert resolve(read_job(document)) == after
    return after
