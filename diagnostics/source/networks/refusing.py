"""Why a model of a text cannot be read."""

from __future__ import annotations

from diagnostics.source.interpreter.limits import MAX_LAYERS
from diagnostics.source.networks.graphs import Graphs
from diagnostics.source.networks.network import Model, Use
from diagnostics.source.reading import Refused


def refusal(model: Model, name: str, graphs: Graphs) -> Refused | None:
    """The line and expression at fault, and what to do; None where nothing is."""
    if model.refusal is not None:
        line, expression = model.refusal
        return Refused(name, line, expression, "no layer says the same, or the text leaves it open")
    if model.doubts:
        doubt = model.doubts[0]
        return Refused(name, doubt.line, doubt.expression, "its layers depend on it: say it with --define")
    uses = graphs.uses(model)
    if not any(use.inputs for use in uses):
        return Refused(name, model.made.line, model.name, "it has no layers")
    if len(uses) > MAX_LAYERS:
        return Refused(name, model.made.line, f"{len(uses):,} layers", f"at most {MAX_LAYERS:,} are read")
    return next((found for use in uses if (found := _odd(use, name)) is not None), None)


def _odd(use: Use, name: str) -> Refused | None:
    odd = next((tensor for tensor in use.inputs if tensor.output), None)
    if odd is not None:
        told = "a layer has one output in a list of layers"
        return Refused(name, odd.use.layer.made.line, f"output {odd.output + 1} of {odd.use.layer.class_name}", told)
    unknown = use.layer.open.get("**")
    if unknown is not None:
        return Refused(name, unknown.line, f"**{unknown.expression}", "say it with --define")
    if use.layer.class_name == "Lambda":
        return Refused(name, use.layer.made.line, "Lambda", "layers that hold code are not read")
    return None
