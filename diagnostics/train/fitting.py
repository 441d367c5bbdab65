"""Whether a network can be trained on a dataset at all, told before anything is allocated."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from diagnostics.data.dataset import LoadedDataset
from diagnostics.data.inputs import in_bounds
from diagnostics.graph.graph import Graph
from diagnostics.graph.size import check_size
from diagnostics.spec.errors import SpecError
from diagnostics.train.cannot_run import CannotRun, accepted_by_keras

_TITLE = "The network does not fit the data"
_AT_ONCE = 4096  # samples


def check_fits(graph: Graph, dataset: LoadedDataset, batch_size: int) -> None:
    """Raises CannotRun for a network that these data cannot be fed to in batches of that size."""
    _check_one_way(graph)
    _check_indices(graph, dataset)
    try:
        check_size(graph, min(batch_size, len(dataset.train)))
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


def _check_indices(graph: Graph, dataset: LoadedDataset) -> None:
    """What enters an embedding must be one of its rows; on a GPU TensorFlow takes all others for zeros, in silence."""
    entries = {node.name for node in graph.used if node.class_name == "InputLayer"}
    fed = [node for node in graph.used if node.class_name == "Embedding" and entries.issuperset(node.inputs)]
    if not fed:
        return
    lowest, highest = accepted_by_keras(partial(_range, dataset), "/dataset")
    for node in fed:
        rows = node.config["input_dim"]
        if lowest < 0 or highest >= rows:
            held = f"the data hold {lowest:.12g} to {highest:.12g}"
            known = f"the embedding {node.name!r} has rows for the numbers 0 to {rows - 1}"
            detail = f"{known}, and {held}; {_needed(lowest, highest)}"
            raise CannotRun(_TITLE, detail, node.pointer("config", "input_dim"))


def _needed(lowest: float, highest: float) -> str:
    if lowest < 0:
        return "negative numbers have no row"
    return f"set its input_dim to {int(highest) + 1} or more" if math.isfinite(highest) else "infinity has no row"


def _range(dataset: LoadedDataset) -> tuple[float, float]:
    """Of all that enters the network, from both splits."""
    lowest, highest = math.inf, -math.inf
    for split in filter(None, (dataset.train, dataset.validation)):
        for some in in_bounds(split.inputs, np.arange(len(split)), _AT_ONCE):
            inputs, _ = split.batch(some)
            lowest, highest = min(lowest, float(inputs.min())), max(highest, float(inputs.max()))
    return lowest, highest
