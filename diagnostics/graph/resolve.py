"""From a job as written to its resolved spec: every name, input and default written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from diagnostics.data.locations import Roots
from diagnostics.formats import conventions, forms
from diagnostics.graph import keras_tables
from diagnostics.graph.plain import check_plain
from diagnostics.spec.dataset import Operation
from diagnostics.spec.errors import Problem, SpecError, fault, nearest, quote
from diagnostics.spec.job import JobSpec, ResolvedSpec
from diagnostics.spec.training import KerasObject, Training

_COMPILE_METRICS = frozenset({"acc", "ce", "crossentropy"})  # understood by `compile` alone
_QUANTITY_LOSSES = frozenset({
    "MeanSquaredError", "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "Huber",
    "LogCosh", "CosineSimilarity", "Poisson",
})  # fmt: skip
_SAID_ELSEWHERE = frozenset({"name", "dtype", "learning_rate"})
_OPTIMIZERS_WITHOUT_A_SPEC = frozenset({"LossScaleOptimizer", "MultiOptimizer"})


def resolve(job: JobSpec, roots: Roots = ()) -> ResolvedSpec:
    """The resolved spec of a job. Raises SpecError with every problem that keeps it from being one.

    `roots` are the folders that a saved model may lie in; None lifts the limit.
    """
    problems = [*_not_read_yet(job), *_unknown_backbones(job), *_callbacks_without_effect(job)]
    if problems:
        raise SpecError(problems)
    model = forms.resolve_model(job.model, job.dataset, roots)
    training = _training(job.training)
    return ResolvedSpec(name=job.name, dataset=job.dataset, model=model, training=training, diagnosis=job.diagnosis)


def whole_object(kind: keras_tables.Kind, class_name: str, config: Mapping[str, Any]) -> KerasObject:
    """An optimizer or a loss with every default of its config written out."""
    defaults = keras_tables.defaults(kind, class_name)
    implied = {key: value for key, value in defaults.items() if key not in _SAID_ELSEWHERE}
    return KerasObject(class_name=class_name, config=implied | dict(config))


def _not_read_yet(job: JobSpec) -> Iterator[Problem]:
    """Parts of the contract that this version refuses, so that nothing is silently left out of a run."""
    if job.model.key not in forms.READ:
        read = ", ".join(f"model.{form}" for form in forms.READ)
        yield _later(f"/model/{job.model.key}", f"this version reads {read}, not model.{job.model.key}")


def _unknown_backbones(job: JobSpec) -> Iterator[Problem]:
    for place, operations in _operations(job):
        for position, operation in enumerate(operations):
            name = operation.backbone
            if name is not None and conventions.convention_of(name) is None:
                hint = nearest(name, conventions.spellings())
                message = f"this names no convention (caffe, tf, torch) and no Keras application; {hint}".rstrip("; ")
                yield Problem(f"{place}/{position}/backbone", message, quote(name))


def _operations(job: JobSpec) -> Iterator[tuple[str, tuple[Operation, ...]]]:
    """Every list of preprocessing operations with its pointer."""
    preprocess = job.dataset.preprocess
    if preprocess.train == preprocess.validation:
        yield "/dataset/preprocess", preprocess.train
    else:
        yield "/dataset/preprocess/train", preprocess.train
        yield "/dataset/preprocess/validation", preprocess.validation
    for form in ("application", "archive", "weights"):
        part = getattr(job.model, form)
        if part is not None and part.convention:
            yield f"/model/{form}/convention", part.convention


def _callbacks_without_effect(job: JobSpec) -> Iterator[Problem]:
    """Callbacks that would silently do nothing, or that Keras refuses in the middle of the run."""
    for position, callback in enumerate(job.training.callbacks):
        pointer = f"/training/callbacks/{position}/{callback.key}"
        if job.dataset.validation is None:
            yield Problem(pointer, "it watches the validation loss, and dataset.validation is null", "null")
        elif callback.key == "reduce_on_plateau" and job.training.learning_rate.key != "constant":
            rate = job.training.learning_rate.key
            yield Problem(pointer, "Keras cannot reduce a rate that follows a schedule", quote(rate))


def _later(pointer: str, message: str) -> Problem:
    return Problem(pointer, message, "…")


def _training(training: Training) -> Training:
    if "learning_rate" in training.optimizer.config:
        raise fault(
            "/training/optimizer/config/learning_rate",
            "the learning rate is given once, as training.learning_rate",
            training.optimizer.config["learning_rate"],
        )
    optimizer = _with_defaults("optimizers", training.optimizer, "/training/optimizer")
    loss = _with_defaults("losses", training.loss, "/training/loss")
    if "metrics" not in training.model_fields_set and loss.class_name in _QUANTITY_LOSSES:
        training = training.model_copy(update={"metrics": ()})  # accuracy, the default, means nothing of quantities
    for position, metric in enumerate(training.metrics):
        if metric not in _COMPILE_METRICS and keras_tables.class_of("metrics", metric) is None:
            hint = nearest(metric, keras_tables.spellings("metrics"))
            raise fault(f"/training/metrics/{position}", f"Keras has no metric of this name; {hint}", metric)
    return training.model_copy(update={"optimizer": optimizer, "loss": loss})


def _with_defaults(kind: keras_tables.Kind, given: KerasObject, pointer: str) -> KerasObject:
    class_name = keras_tables.class_of(kind, given.class_name)
    if class_name is None or class_name in _OPTIMIZERS_WITHOUT_A_SPEC:
        hint = nearest(given.class_name, keras_tables.spellings(kind))
        message = f"this is none of Keras's {kind}"
        raise fault(pointer, f"{message}; {hint}".rstrip("; "), given.class_name)
    defaults = keras_tables.defaults(kind, class_name)
    unknown = sorted(set(given.config) - set(defaults) - set(keras_tables.required(kind, class_name)))
    if unknown:
        hint = nearest(unknown[0], defaults)
        raise fault(f"{pointer}/config/{unknown[0]}", f"{class_name} takes no {unknown[0]!r}; {hint}", unknown[0])
    check_plain(given.config, f"{pointer}/config")
    return whole_object(kind, class_name, given.config)
