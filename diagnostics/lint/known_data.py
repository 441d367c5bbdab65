"""The facts about data that are known without reading them, and the rules on data that these suffice for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from diagnostics.data.glance import Glance
from diagnostics.evidence import Data
from diagnostics.graph.answers import answers
from diagnostics.graph.graph import Graph
from diagnostics.observations import DatasetFacts, InputFacts, LabelForm, RawFacts, SplitFacts, Spread, Task
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.losses import BINARY_LOSSES, INDEX_LOSSES, ROW_LOSSES

_UNKNOWN = float("nan")
_SAMPLES_ENOUGH = 10**9  # of data whose number is not known: more than any batch has
_PIXELS = Spread(minimum=0.0, maximum=255.0, mean=_UNKNOWN, std=_UNKNOWN)


@dataclass(frozen=True)
class Partial:
    """Evidence with what is known in it, and the codes of the rules that ask for no more."""

    data: Data
    codes: frozenset[str]


def partial(spec: ResolvedSpec, graph: Graph, known: Glance, is_stated: Callable[[str], bool]) -> Partial:
    """What rules on data may be told before the data are read."""
    known_form = known.label_form is not None or is_stated("/dataset/labels")
    images = known.holds_images or _are_images(spec)
    codes = {
        "SPC104": known.classes is not None,
        "SPC106": known_form,
        "SPC113": images and bool(known.input_shape or _declared_shape(graph)),
        "SPC117": is_stated("/training/batch_size") and (known.samples is None or is_stated("/training/epochs")),
    }
    facts = _facts(spec, graph, known, images=images)
    return Partial(Data(spec, graph, facts), frozenset(code for code, told in codes.items() if told))


def _facts(spec: ResolvedSpec, graph: Graph, known: Glance, *, images: bool) -> DatasetFacts:
    """Facts in which all that is not known has a stand-in."""
    loss, count = spec.training.loss.class_name, known.classes
    form = _asked_form(spec) or known.label_form or _form_for(loss)
    inputs = InputFacts(minimum=_UNKNOWN, maximum=_UNKNOWN, mean=_UNKNOWN, std=_UNKNOWN, non_finite=0)
    raw = RawFacts(values=_PIXELS, non_finite_samples=0, searched=0) if images else None
    samples = known.samples or _SAMPLES_ENOUGH
    split = SplitFacts(samples=samples, inputs=inputs, raw=raw)
    return DatasetFacts(
        format="image_folder" if images else "unread",
        task=_task(loss, form, count),
        input_shape=known.input_shape or _declared_shape(graph),
        target_shape=known.target_shape or _target_shape(graph, form, count),
        label_form=form,
        classes=None if count is None or form == "float" else tuple(map(str, range(count))),
        train=split,
        available=samples,
    )


def _are_images(spec: ResolvedSpec) -> bool:
    """Whether the data are files of images, whose numbers go from 0 to 255."""
    wanted = spec.dataset
    return wanted.format in ("image_folder", "image_manifest") or (wanted.format == "auto" and wanted.image is not None)


def _asked_form(spec: ResolvedSpec) -> LabelForm | None:
    asked = spec.dataset.labels.encoding
    return None if asked == "auto" else asked


def _form_for(loss: str) -> LabelForm:
    """The form in which labels fit the loss: where it is not known, nothing is held against it."""
    if loss in ROW_LOSSES:
        return "one_hot"
    return "index" if loss in INDEX_LOSSES | BINARY_LOSSES else "float"


def _task(loss: str, form: LabelForm, classes: int | None) -> Task:
    if form == "float":
        return "regression"
    return "binary" if loss in BINARY_LOSSES and (classes or 2) <= 2 else "multiclass"


def _target_shape(graph: Graph, form: LabelForm, classes: int | None) -> tuple[int, ...] | None:
    """Rows as wide as the answer, or as the classes need: padded rows are no fault that can be told from here."""
    if form == "index":
        return ()
    if form != "one_hot" or classes is None:
        return None
    units = next((answer.units for answer in answers(graph)), None)
    return (max(classes, units or 0),)


def _declared_shape(graph: Graph) -> tuple[int, ...]:
    shapes = (graph.shapes[node.name].output for node in graph.nodes if node.class_name == "InputLayer")
    whole = (shape for shape in shapes if shape is not None and None not in shape)
    return tuple(side for side in next(whole, ()) if side is not None)
