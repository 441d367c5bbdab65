"""What a network was understood to be: each layer with its shape, its weights and what it is to the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from diagnostics.graph.graph import Graph, graph_of
from diagnostics.graph.node import Node
from diagnostics.graph.size import size_of
from diagnostics.lint.result import missing_entry
from diagnostics.lint.stand_ins import completed
from diagnostics.source.reading import LayerSource, Missing, Note, ReadModel
from diagnostics.spec.diagnosis import Diagnosis
from diagnostics.spec.job import JobSpec, ResolvedLayer, ResolvedModel, ResolvedSpec
from diagnostics.spec.model import Layer

State = Literal["used", "unused", "declared frozen"]


@dataclass(frozen=True)
class OutlinedLayer:
    """One layer; `output_shape` is that of one sample, with None for what is not known, `lines` those of its call."""

    name: str
    class_name: str
    output_shape: tuple[int | None, ...] | None
    parameters: int | None
    state: State
    lines: tuple[int, int] | None


@dataclass(frozen=True)
class Outline:
    """One network; `spec` is what was stated, in the form of a job.

    The parameters are None where a layer's number of weights cannot be told.
    """

    name: str | None
    spec: Mapping[str, Any]
    layers: tuple[OutlinedLayer, ...]
    parameters: int | None
    trainable_parameters: int | None
    missing: tuple[Missing, ...] = ()
    notes: tuple[Note, ...] = ()

    def document(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "name": self.name,
            "spec": dict(self.spec),
            "graph": {"layers": [_document(layer) for layer in self.layers]},
            "parameters": self.parameters,
            "trainable_parameters": self.trainable_parameters,
            "missing": [missing_entry(each) for each in self.missing],
        }


def outline_of_model(model: ReadModel) -> Outline:
    """A network as it was read from a text. Raises SpecError where its layers cannot be a network."""
    done = completed(model, Diagnosis())
    graph = graph_of(_without_stand_ins(done.spec, model))
    layers = {"layers": [_shown(layer) for layer in model.layers], "outputs": list(model.outputs)}
    spec = {"dataset": dict(model.dataset), "model": layers, "training": dict(model.training)}
    missing = tuple(dict.fromkeys((*model.missing, *done.missing)))
    return _outline(model.name, spec, graph, model.sources, missing, model.notes)


def outline_of_job(job: JobSpec, resolved: ResolvedSpec) -> Outline:
    """The network of a job."""
    spec = job.model_dump(mode="json", exclude_unset=True)
    return _outline(job.name, spec, graph_of(resolved), {})


def _outline(
    name: str | None,
    spec: Mapping[str, Any],
    graph: Graph,
    sources: Mapping[str, LayerSource],
    missing: tuple[Missing, ...] = (),
    notes: tuple[Note, ...] = (),
) -> Outline:
    counts_known = all(graph.shapes[node.name].parameters is not None for node in graph.used)
    size = size_of(graph) if counts_known else None
    return Outline(
        name,
        spec,
        tuple(_layers(graph, sources)),
        size.parameters if size else None,
        size.trainable_parameters if size else None,
        missing,
        notes,
    )


def _without_stand_ins(spec: ResolvedSpec, model: ReadModel) -> ResolvedModel:
    """The network with sizes that the text leaves open left open, so that nothing is counted with them."""
    layers = tuple(layer.model_copy(update={"config": _settled(layer, model)}) for layer in spec.model.layers)
    return spec.model.model_copy(update={"layers": layers})


def _settled(layer: ResolvedLayer, model: ReadModel) -> dict[str, Any]:
    return {
        key: None if (layer.name, key) in model.open and not isinstance(value, str) else value
        for key, value in layer.config.items()
    }


def _layers(graph: Graph, sources: Mapping[str, LayerSource]) -> Iterator[OutlinedLayer]:
    for node in graph.nodes:
        shape, source = graph.shapes[node.name], sources.get(node.name)
        lines = source.made.lines if source else None
        yield OutlinedLayer(node.name, node.class_name, shape.output, shape.parameters, _state(graph, node), lines)


def _state(graph: Graph, node: Node) -> State:
    if node.name not in graph.used_names:
        return "unused"
    return "declared frozen" if node.has_weights and not node.trainable else "used"


def _document(layer: OutlinedLayer) -> dict[str, Any]:
    shape, lines = layer.output_shape, layer.lines
    return {
        "name": layer.name,
        "class_name": layer.class_name,
        "output_shape": None if shape is None else list(shape),
        "parameters": layer.parameters,
        "state": layer.state,
        "lines": None if lines is None else list(lines),
    }


def _shown(layer: Layer) -> dict[str, Any]:
    return layer.model_dump(mode="json", exclude_none=True)
