"""The door: a job either comes in as a resolved spec or is refused with every reason."""

from __future__ import annotations

from diagnostics.consult.options import check_options
from diagnostics.data.locations import Roots, admit
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.graph.size import check_size
from diagnostics.spec.job import JobSpec, ResolvedSpec


def take_in(job: JobSpec, roots: Roots) -> ResolvedSpec:
    """The resolved spec of a job that may run here. Raises SpecError.

    `roots` are the folders that local data and models may lie in; None lifts the limit, for a user's own process.
    """
    spec = resolve(job, roots)
    check_options(spec.diagnosis)
    samples = min(spec.training.batch_size, spec.dataset.limit or spec.training.batch_size)
    check_size(graph_of(spec), samples, pointer=f"/model/{job.model.key}")
    admit(spec, roots)
    return spec
