"""Whether a network can be trained on a dataset at all, told before anything is allocated."""

from __future__ import annotations

from diagnostics.graph.graph import Graph
from diagnostics.graph.size import check_size
from diagnostics.observations import DatasetFacts
from diagnostics.spec.errors import SpecError
from diagnostics.train.cannot_run import CannotRun

_TITLE = "The network does not fit the data"


def check_fits(graph: Graph, facts: DatasetFacts, samples: int) -> None:
    """Raises CannotRun for a network that these data, in batches of so many samples, cannot be fed to."""
    _check_one_way(graph)
    _check_indices(graph, facts)
    try:
        check_size(graph, samples)
    except SpecError as error:
        problem = error.problems[0]
        raise CannotRun("The network is too large", f"{problem.message}: {problem.value}", problem.pointer) from error


def _check_one_way(graph: Graph) -> None:
    entries = [node for node in graph.used if node.class_name == "InputLayer"]
    if len(entries) != 1:
        detail = f"the dataset feeds one input; the network's output depends on {len(entries)}"
        raise CannotRun(_TITLE, detail, "/model/layers")
    if len(graph.outputs) != 1:
        detail = f"the dataset has one target; the network has {len(graph.outputs)} outputs"
        raise CannotRun(_TITLE, detail, "/model/outputs")


def _check_indices(graph: Graph, facts: DatasetFacts) -> None:
    """What enters an embedding must be one of its rows; on a GPU TensorFlow takes all others for zeros, in silence."""
    splits = [split.inputs for split in (facts.train, facts.validation) if split is not None]
    lowest, highest = min(each.minimum for each in splits), max(each.maximum for each in splits)
    for node in graph.used:
        fed = [graph.by_name[name] for name in node.inputs]
        if node.class_name != "Embedding" or any(each.class_name != "InputLayer" for each in fed):
            continue
        rows = node.config["input_dim"]
        if lowest < 0 or highest >= rows:
            detail = (
                f"the embedding {node.name!r} has rows for the numbers 0 to {rows - 1}, and the data hold "
                f"{lowest:g} to {highest:g}; "
            )
            detail += (
                "negative numbers have no row" if lowest < 0 else f"set its input_dim to {int(highest) + 1} or more"
            )
            raise CannotRun(_TITLE, detail, node.pointer("config", "input_dim"))
