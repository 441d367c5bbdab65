"""A report in which fixes were tried: one proven, one refuted, one that the trials cannot tell, one left untried."""

from __future__ import annotations

import math
from typing import Any

from diagnostics.observations import Environment
from diagnostics.report.model import Cost, RangeTest, Report, ReportedTrial, RootCause, Size, Verdict
from tests.diagnostics.factories import chain, facts, image, layer
from tests.diagnostics.report.making import CHANCE, effect, finding, fix, losses, trial

CONVOLUTIONS = tuple(f"conv{number}" for number in range(1, 9))
_RELU: dict[str, Any] = {
    "kernel_size": 3,
    "padding": "same",
    "activation": "relu",
    "kernel_initializer": "glorot_uniform",
}
SPEC = chain(
    image(32, 32, 3),
    layer("Rescaling", "scaled", scale=0.0039),
    *(layer("Conv2D", name, filters=32, **_RELU) for name in CONVOLUTIONS),
    layer("Flatten", "flat"),
    layer("Dense", "hidden", units=128, activation="relu"),
    layer("Dense", "output", units=10, activation="softmax"),
    training={"learning_rate": 0.001},
).model_copy(update={"name": "ten kinds of beetle"})
MACHINE = Environment(
    python="3.11.7",
    tensorflow="2.21.0",
    keras="3.15.1",
    device="cpu",
    device_name="x86_64",
    threads=2,
    platform="Linux-6.1-x86_64",
)
_KERNELS = [f"/model/layers/{place}/config/kernel_initializer" for place in range(2, 10)]
FINDINGS = (
    finding(
        "collapse",
        "OUT501",
        "output-collapse",
        "error",
        "by step 50 every input gets the same answer",
        at=("/model/layers/12",),
        layer="output",
        step=50,
        caused_by=("initializer",),
        fixes=("he", "bn", "scale", "rate", "both"),
        evidence={"logit_spread": 4e-7, "chance_loss": CHANCE, "worst": "NaN", "layers": ["conv1", "conv2"]},
    ),
    finding(
        "initializer",
        "SPC109",
        "poor-initializer",
        "error",
        "9 layers before a ReLU start with glorot_uniform",
        at=tuple(_KERNELS),
        layer="conv1",
        fixes=("he",),
        lines=(12, 31),
    ),
    finding("rate", "TRN408", "update-too-large", "warning", "the steps are large for this network", step=10),
    finding("odd", "XYZ999", "unheard-of", "info", "a code that this version does not know", at=()),
)
_GLOROT = [{"op": "test", "path": kernel, "value": "glorot_uniform"} for kernel in _KERNELS]
_HE = [{"op": "replace", "path": kernel, "value": "he_normal"} for kernel in _KERNELS]
_NORMALISED = {"name": "bn1", "class_name": "BatchNormalization", "config": {}, "inputs": ["conv1"]}
FIXES = (
    fix(
        "he",
        "he-initialisation",
        "Initialise the layers before a ReLU with he_normal",
        "proven",
        reason="all three pairs turn from not learning to learning",
        patch=(*_GLOROT, *_HE),
        addresses=("collapse", "initializer"),
        effect=effect((0.52, 0.61, 0.47), "3/3 vs 0/3"),
        diff="-    Conv2D(32, 3)\n+    Conv2D(32, 3, kernel_initializer='he_normal')\n",
    ),
    fix(
        "both",
        "he-initialisation+batch-normalisation",
        "Both together",
        "proven",
        reason="it learns, but no better than he-initialisation alone",
        combines=("he", "bn"),
        effect=effect((0.51, 0.6, 0.5), "3/3 vs 0/3"),
        patch=(
            {"op": "add", "path": "/model/layers/3", "value": _NORMALISED},
            {"op": "test", "path": "/model/layers/4/inputs/0", "value": "conv1"},
            {"op": "replace", "path": "/model/layers/4/inputs/0", "value": "bn1"},
        ),
        safety="changes_capacity",
    ),
    fix(
        "scale",
        "scale-input",
        "Scale the inputs to the range -1..1",
        "refuted",
        reason="no pair turns, and the interval is around zero",
        effect=effect((CHANCE, CHANCE - 0.02, CHANCE + 0.02), "0/3 vs 0/3"),
        patch=({"op": "add", "path": "/dataset/preprocess/train/-", "value": {"rescale": {"scale": 2, "offset": -1}}},),
    ),
    fix(
        "bn",
        "batch-normalisation",
        "Normalise each layer's output",
        "inconclusive",
        reason="one trial of three diverged",
        effect=effect((0.9, 1.7, 2.4), "2/3 vs 0/3", treated=(0.9, float("inf"), None), difference=float("nan")),
        safety="changes_capacity",
        new_findings=(finding("new", "TRN403", "non-finite", "error", "the loss is not finite from step 120 on"),),
    ),
    fix(
        "rate",
        "learning-rate",
        "Lower the learning rate tenfold",
        "untested",
        safety="changes_training",
        patch=(
            {"op": "test", "path": "/training/learning_rate", "value": 0.001},
            {"op": "replace", "path": "/training/learning_rate", "value": 0.0001},
        ),
    ),
)
_ENDS = {"he-initialisation": 0.5, "he-initialisation+batch-normalisation": 0.52, "scale-input": CHANCE}


def trials() -> tuple[ReportedTrial, ...]:
    """The reference, its replicates, and a treatment a fix and seed; one of batch normalisation's diverges."""
    plain = [trial("reference", "reference", 0, CHANCE)]
    plain += [trial(f"replicate-{seed}", "replicate", seed, CHANCE) for seed in (1, 2, 3, 4, 5)]
    treated = [
        trial(f"{name}/{seed}", "treatment", seed, end, name) for name, end in _ENDS.items() for seed in (3, 4, 5)
    ]
    diverging = (*losses(4, 1.7, 120), *[float("nan")] * 20)
    treated.append(trial("bn/3", "treatment", 3, 0.9, "batch-normalisation"))
    treated.append(trial("bn/4", "treatment", 4, 1.7, "batch-normalisation", series={"loss": diverging}, steps=140))
    return (*plain, *treated, trial("range", "range_test", 0, CHANCE))


def _swept(rate: float) -> float:
    """The loss at a learning rate: it falls around 1e-3 and explodes beyond 0.2."""
    return 2.3 - 1.5 * math.exp(-((math.log10(rate) + 3) ** 2)) + max(0.0, 1e3 * (rate - 0.2))


def tried_report(**changes: Any) -> Report:
    """The whole report; `changes` replace its parts."""
    rates = tuple(1e-6 * 1.1**step for step in range(140))
    known = facts(
        {"minimum": 0.0, "maximum": 1.0, "blank_samples": 0, "constant_features": 3},
        label_counts={f"beetle {number}": 100 + number for number in range(10)},
        classes=tuple(f"beetle {number}" for number in range(10)),
        input_shape=(32, 32, 3),
    )
    whole = Report(
        verdict=Verdict(
            state="not_learning",
            confidence=0.97,
            summary="The network is not learning: by step 50 every input gets the same answer. Proven by trials: "
            "he_normal initialisation cures it in 3 of 3 pairs.",
            root_causes=(
                RootCause(code="SPC109", at=FINDINGS[1].at, share=0.72),
                RootCause(code="TRN408", at=FINDINGS[2].at, share=0.28),
            ),
            decided_at_step=50,
            planned_steps=4000,
            steps_spent=3200,
        ),
        findings=FINDINGS,
        fixes=FIXES,
        trials=trials(),
        spec=SPEC,
        range_test=RangeTest(
            rates=rates,
            losses=tuple(map(_swept, rates)),
            chosen=4e-4,
        ),
        cost=Cost(
            parameters=476202,
            trainable_parameters=476202,
            seconds_per_step=0.0134,
            after={
                "he": Size(parameters=476202, trainable_parameters=476202, seconds_per_step=0.0136),
                "both": Size(parameters=476700, trainable_parameters=476450, seconds_per_step=0.021),
            },
        ),
        dataset=known,
        environment=MACHINE,
        timings={"dataset": 0.68, "training": 82.0, "probes": 3.3},
        truncated=None,
    )
    return whole.model_copy(update=changes)
