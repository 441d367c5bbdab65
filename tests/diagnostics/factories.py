"""Specs and observations for tests, with everything that a case does not name left plain and healthy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diagnostics.consult.case import Observed
from diagnostics.consult.proof.tried import Proof
from diagnostics.evidence import AtStart, Data, Declared, Runs, Trained
from diagnostics.findings import Finding
from diagnostics.fixes.fix import Clues
from diagnostics.graph.graph import graph_of
from diagnostics.graph.resolve import resolve
from diagnostics.observations import (
    DatasetFacts,
    InputFacts,
    LayerSnapshot,
    OutputSnapshot,
    Score,
    Snapshot,
    SplitFacts,
)
from diagnostics.rules.rule import Rule
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.reading import read_job
from diagnostics.trial import TrialRecord

Entry = Mapping[str, Any]
_OF_SNAPSHOT = ("validation", "validation_output", "batch_mode", "probe_samples")


def layer(class_name: str, name: str | None = None, inputs: Sequence[str] | None = None, **config: Any) -> Entry:
    """A declared layer."""
    entry: dict[str, Any] = {"class_name": class_name, "config": config}
    if name is not None:
        entry["name"] = name
    if inputs is not None:
        entry["inputs"] = list(inputs)
    return entry


def sharing(holder: str, class_name: str, name: str | None = None, inputs: Sequence[str] | None = None) -> Entry:
    """A declared layer that calls an earlier one again."""
    entry = {key: value for key, value in layer(class_name, name, inputs).items() if key != "config"}
    return {**entry, "shares": holder}


def image(*shape: int) -> Entry:
    """The input layer `image`."""
    return layer("InputLayer", "image", shape=list(shape or (8, 8, 3)))


def chain(*layers: Entry, outputs: Sequence[str] | None = None, **job: Mapping[str, Any]) -> ResolvedSpec:
    """The resolved spec of a job with these layers, each reading the one before it unless it says otherwise."""
    document: dict[str, Any] = {
        "dataset": {"location": "data.npz", **job.get("dataset", {})},
        "model": {"layers": list(layers)} | ({"outputs": list(outputs)} if outputs else {}),
        "training": {"loss": "sparse_categorical_crossentropy", **job.get("training", {})},
        "diagnosis": job.get("diagnosis", {}),
    }
    return resolve(read_job(document))


def snapshot(step: int = 0, layers: Mapping[str, Mapping[str, Any]] | None = None, **figures: Any) -> Snapshot:
    """What healthy probes see; `layers` and `figures` (of the snapshot, its output or its score) say what differs."""
    whole = {"mean": 0.1, "std": 1.0, "across_input_std": 0.5, "zero_fraction": 0.5, "units": 8}
    output = {"logit_spread": 0.5, "top_probability_std": 0.1, "predicted": (128, 128)}
    output |= {key: figures.pop(key) for key in OutputSnapshot.model_fields if key in figures}
    of_snapshot = {key: figures.pop(key) for key in _OF_SNAPSHOT if key in figures}
    return Snapshot.model_validate(
        {
            "step": step,
            "probe_samples": 256,
            "layers": {name: LayerSnapshot.model_validate({**whole, **seen}) for name, seen in (layers or {}).items()},
            "train": score(**figures),
            "output": OutputSnapshot.model_validate(output),
            **of_snapshot,
        }
    )


def score(**figures: Any) -> Score:
    """A score clearly better than chance over 256 samples; `figures` say what differs."""
    whole = {"samples": 256, "loss": 0.5, "chance_loss": 0.69, "gain": 0.19, "gain_error": 0.01}
    return Score.model_validate({**whole, **figures})


def record(*snapshots: Snapshot, **figures: Any) -> TrialRecord:
    """A reference trial of 100 steps that learns, with these snapshots; `figures` say what differs."""
    whole = {"key": "reference/0", "role": "reference", "seed": 0, "verdict": "learning", "reason": "it learns"}
    whole |= {"confidence": 0.9, "steps": 100, "planned_steps": 1000, "seconds": 1.0}
    return TrialRecord.model_validate({**whole, "snapshots": snapshots, **figures})


def observed(*records: TrialRecord, treated: Sequence[TrialRecord] = (), proof: Proof | None = None) -> Observed:
    """These trials of the spec as asked, the reference first, and what was tried beside them."""
    return Observed(records, (*records, *treated), proof or Proof())


def facts(inputs: Mapping[str, Any] | None = None, **figures: Any) -> DatasetFacts:
    """Two balanced classes with inputs in -1..1; `inputs` and `figures` say what differs."""
    values = {"minimum": -1.0, "maximum": 1.0, "mean": 0.0, "std": 0.5, "non_finite": 0, **(inputs or {})}
    counts = figures.pop("label_counts", {"a": 100, "b": 100})
    train = SplitFacts(samples=200, label_counts=counts, inputs=InputFacts.model_validate(values))
    whole = {"format": "arrays", "task": "multiclass", "input_shape": (8, 8, 3), "train": train, "available": 200}
    return DatasetFacts.model_validate({**whole, **figures})


def applying(
    rule: type[Rule[Any]], spec: ResolvedSpec, findings: Iterable[Finding], known: DatasetFacts | None = None
) -> list[str]:
    """The names of the rule's fixes that change the spec, given its findings."""
    clues = Clues(tuple(findings), known)
    return [fix.name for fix in rule.fixes if fix().apply(spec, clues) is not None]


def declared(spec: ResolvedSpec) -> Declared:
    """What rules on the spec alone look at."""
    return Declared(spec, graph_of(spec))


def data(spec: ResolvedSpec, known: DatasetFacts) -> Data:
    """What rules on the data look at."""
    return Data(spec, graph_of(spec, known.input_shape), known)


def at_start(spec: ResolvedSpec, seen: Snapshot, known: DatasetFacts | None = None) -> AtStart:
    """What rules on the untrained network look at."""
    return AtStart(spec, graph_of(spec), known or facts(), seen)


def trained(spec: ResolvedSpec, trial: TrialRecord, known: DatasetFacts | None = None) -> Trained:
    """What rules on a trial look at."""
    return Trained(spec, graph_of(spec), known or facts(), trial)


def runs(spec: ResolvedSpec, *trials: TrialRecord, known: DatasetFacts | None = None) -> Runs:
    """What rules on all trials of a spec look at."""
    seen = known or facts()
    return Runs(spec, graph_of(spec, seen.input_shape), seen, trials)
