"""Batch normalisation between every weighted sum and its activation."""

from __future__ import annotations

from typing import Any, ClassVar

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.fix import Clues, Fix
from diagnostics.fixes.wiring import Addition, with_layers_behind
from diagnostics.graph.activations import own_activation
from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.kinds import NORMALISATIONS, is_feed_forward
from diagnostics.graph.node import Node
from diagnostics.graph.walks import is_head, up_to_next_kernels
from diagnostics.report.model import Safety
from diagnostics.spec.job import ResolvedSpec

MOMENTUM = 0.9  # what was learned shows in inference after tens of steps; Keras's 0.99 takes hundreds
_LEAST_BATCH = 4  # over fewer samples the statistics are mostly noise


class BatchNormalisation(Fix):
    """Hidden dense layers and convolutions are normalised before their activation, and lose their bias.

    Moving statistics follow within tens of steps. An activation of the layer's own moves to a layer behind the
    normalisation. What is normalised before the next weights already, frozen or pretrained stays as it is.
    """

    name = "batch-normalisation"
    title = "Normalise every hidden layer over the batch, before its activation"
    why = (
        "Batch normalisation gives every layer inputs of the same size, whatever the initialisation and the layers "
        "before make of them, so that neither signal nor gradient fades or grows with depth."
    )
    safety: ClassVar[Safety] = "changes_training"

    def apply(self, spec: ResolvedSpec, clues: Clues) -> ResolvedSpec | None:  # noqa: ARG002  it needs no finding
        """The spec with the layers put in, or None where none is missing or batches are too small for it."""
        graph = graph_of(spec)
        lacking = [node for node in graph.used if _lacks_normalisation(graph, node)]
        complete = {node.holder for node in graph.used} - {node.holder for node in graph.used if node not in lacking}
        bare = [node for node in lacking if node.holder in complete]  # or another call would lose its activation
        if not bare or spec.training.batch_size < _LEAST_BATCH:
            return None
        for node in bare:
            spec = _normalised(spec, node)
        return spec


def _lacks_normalisation(graph: Graph, node: Node) -> bool:
    suited = is_feed_forward(node) and "use_bias" in node.config and node.trainable
    if not suited or node.name in graph.pretrained or is_head(graph, node):
        return False
    return not any(after.class_name in NORMALISATIONS for after in up_to_next_kernels(graph, node))


def _normalised(spec: ResolvedSpec, node: Node) -> ResolvedSpec:
    channels = 1 if node.config.get("data_format") == "channels_first" else -1
    added = [Addition(f"{node.name}_norm", "BatchNormalization", {"axis": channels, "momentum": MOMENTUM})]
    changes: dict[str, Any] = {"use_bias": False}
    if own_activation(node) != "linear":
        activation = node.config["activation"]
        added.append(Addition(f"{node.name}_activation", "Activation", {"activation": activation}))
        changes["activation"] = "linear"
    return with_layers_behind(with_configs(spec, {node.name: changes}) or spec, node.name, *added)
