"""What is true of every fix, over the programs of the accuracy benchmark."""

from functools import cache
from typing import Any

import pytest

from benchmarks.accuracy.catalogue import healthy_programs, sick_programs
from benchmarks.accuracy.document import layers_of, task
from diagnostics.catalogue import fixes
from diagnostics.consult.examine import lint
from diagnostics.fixes.fix import Clues
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.spec.reading import read_job
from tests.diagnostics.factories import facts
from tests.diagnostics.fixes.looking import about

EACH_TIME = {"learning-rate", "more-epochs"}  # without a measure to go by, each time further
LABELS = {
    "classes": ("multiclass", "index"),
    "binary": ("binary", "index"),
    "multilabel": ("multilabel", "multi_hot"),
    "regression": ("regression", "float"),
}


@cache
def patients():
    """Programs with all that a fix may go by: what the spec shows, and a finding about every layer."""
    healthy = {program.name: program.document for program in healthy_programs()}
    return [
        (program.name, spec, Clues((*lint(spec), about(*(node.name for node in graph_of(spec).nodes))), known))
        for program in (*healthy_programs()[::3], *sick_programs()[::2])
        for spec in [spec_of(program)]
        for known in [labels_of(healthy[program.healthy_name])]
    ]


def spec_of(program):
    document = program.document
    return resolve(read_job(document | {"dataset": document["dataset"] | {"location": "data.npz"}}))


def labels_of(document):
    kind, form = LABELS[task(document)]
    units = layers_of(document)[-1]["config"]["units"]
    classes = tuple(map(str, range(max(2, units)))) if form == "index" else None
    shape = () if form == "index" or units == 1 else (units,)
    known: dict[str, Any] = {"task": kind, "label_form": form, "classes": classes, "target_shape": shape}
    return facts(input_shape=tuple(layers_of(document)[0]["config"]["shape"]), **known)


def is_whole(spec, known):
    graph = graph_of(spec, known.input_shape)
    return all(graph.shapes[node.name].output is not None for node in graph.used)


@pytest.mark.parametrize("fix", fixes(), ids=lambda fix: fix.name)
def test_a_patched_spec_is_resolved_has_shapes_and_needs_no_second_patch(fix):
    for name, spec, clues in patients():
        after = fix().apply(spec, clues)
        if after is not None:
            assert after != spec, name
            assert resolve(read_job(after.model_dump(mode="json"))) == after, name
            assert is_whole(after, clues.facts) or not is_whole(spec, clues.facts), name
            assert fix.name in EACH_TIME or fix().apply(after, clues) is None, name
