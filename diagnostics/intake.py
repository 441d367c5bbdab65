"""The door: a job either comes in as a resolved spec or is refused with every reason."""

from __future__ import annotations

from diagnostics.consult.options import check_options
from diagnostics.data.locations import Roots, admit
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.graph.size import check_size
from diagnostics.spec.errors import fault
from diagnostics.spec.job import JobSpec, ResolvedSpec
from diagnostics.spec.model import Model


def take_in(job: JobSpec, roots: Roots) -> ResolvedSpec:
    """The resolved spec of a job that may run here. Raises SpecError.

    `roots` are the folders that local data and models may lie in; None lifts the limit, for a user's own process.
    """
    spec = resolve(job, roots)
    check_options(spec.diagnosis)
    graph = graph_of(spec)
    _check_one_way(graph, job.model)
    samples = min(spec.training.batch_size, spec.dataset.limit or spec.training.batch_size)
    check_size(graph, samples, pointer=f"/model/{job.model.key}")
    admit(spec, roots)
    return spec


def _check_one_way(graph: Graph, model: Model) -> None:
    """Raises SpecError for a network with several inputs or outputs, which is read and linted but not trained."""
    entries = [node.name for node in graph.used if node.class_name == "InputLayer"]
    if len(entries) > 1:
        message = f"the network has {len(entries)} inputs, a dataset has one; it can be linted, but not trained"
        raise fault(f"/model/{model.key}", message, entries)
    if len(graph.outputs) > 1:
        place = "/model/outputs" if model.outputs else f"/model/{model.key}"
        message = f"the network has {len(graph.outputs)} outputs, a dataset has one target; choose one in model.outputs"
        raise fault(place, message, list(graph.outputs))
