"""How well a network does on held-out data, whatever it was trained with. Plain Keras, without the doctor's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnostics.data.dataset import LoadedDataset, Split, open_dataset
from diagnostics.spec.job import ResolvedSpec
from diagnostics.spec.training import Training

Floats = NDArray[np.float64]


def skills_after_fit(spec: ResolvedSpec, seeds: Sequence[int]) -> list[float]:
    """The skill that `model.fit` leaves on the held-out split from each seed.

    1 is perfect, 0 no better than ignoring the input. The network is compiled once and redrawn for each further seed.
    Raises what Keras raises where it cannot train the job.
    """
    import keras  # heavy, and loaded where a network is trained alone

    keras.backend.clear_session()
    dataset = open_dataset(spec)
    first = _drawn(spec, dataset, seeds[0])
    first.compile(optimizer=_optimizer(spec.training), loss=_loss(spec.training))
    first.optimizer.build(first.trainable_variables)
    fresh = [np.array(variable) for variable in first.optimizer.variables]
    skills = []
    for seed in seeds:
        first.set_weights(_drawn(spec, dataset, seed).get_weights())
        for variable, value in zip(first.optimizer.variables, fresh, strict=True):
            variable.assign(value)
        _fit(first, spec.training, dataset)
        skills.append(skill(_answers(first, dataset), dataset, spec))
    return skills


def _drawn(spec: ResolvedSpec, dataset: LoadedDataset, seed: int) -> Any:
    import keras

    from diagnostics.build.network import build
    from diagnostics.graph.graph import graph_of

    keras.utils.set_random_seed(seed)
    return build(graph_of(spec), dataset.facts.input_shape).model


def _fit(model: Any, training: Training, dataset: LoadedDataset) -> None:
    inputs, targets = _all(dataset.train)
    model.fit(
        inputs, targets, batch_size=training.batch_size, epochs=training.epochs, shuffle=training.shuffle,
        class_weight=training.class_weight, verbose=0,
    )  # fmt: skip


def _answers(model: Any, dataset: LoadedDataset) -> Floats:
    assert dataset.validation is not None  # every program holds samples out
    return np.asarray(model(_all(dataset.validation)[0], training=False), np.float64)


def skill(answers: Floats, dataset: LoadedDataset, spec: ResolvedSpec) -> float:
    """Balanced accuracy scaled so that chance is 0, the mean of it over several labels, or R² of quantities."""
    held_out = dataset.validation
    assert held_out is not None
    targets = np.asarray(held_out.targets, np.float64)
    if not np.isfinite(answers).all():
        return 0.0
    if held_out.classes is not None:
        classes = int(max(dataset.train.classes.max(initial=0), held_out.classes.max(initial=0))) + 1  # type: ignore[union-attr]
        return _above_chance(_chosen(answers, spec), held_out.classes, classes)
    if dataset.facts.task == "multilabel" or (targets.ndim > 1 and targets.shape[1] > 1):
        said = answers > _threshold(spec)
        return float(np.mean([_above_chance(said[:, k], targets[:, k], 2) for k in range(targets.shape[1])]))
    spread = ((targets - targets.mean(axis=0)) ** 2).sum()
    flat = answers.reshape(len(answers), -1)[:, :1]
    return float(max(-1.0, 1.0 - ((flat - targets.reshape(len(targets), -1)) ** 2).sum() / spread))


def _chosen(answers: Floats, spec: ResolvedSpec) -> NDArray[Any]:
    flat = answers.reshape(len(answers), -1)
    return flat[:, 0] > _threshold(spec) if flat.shape[1] == 1 else flat.argmax(axis=1)


def _threshold(spec: ResolvedSpec) -> float:
    """Above which a single answer means yes."""
    linear = spec.model.layers[-1].config.get("activation") in (None, "linear")
    return 0.0 if linear and spec.training.loss.config.get("from_logits") else 0.5


def _above_chance(said: NDArray[Any], right: NDArray[Any], classes: int) -> float:
    recalls = [float(np.mean(said[right == label] == label)) for label in np.unique(right)]
    return (sum(recalls) / len(recalls) - 1 / classes) / (1 - 1 / classes)


def _all(split: Split) -> tuple[NDArray[Any], NDArray[Any]]:
    return split.batch(np.arange(len(split)))


def _optimizer(training: Training) -> Any:
    import keras

    kind = type(keras.optimizers.get(training.optimizer.class_name))
    return kind.from_config({**training.optimizer.config, "learning_rate": training.learning_rate.constant})


def _loss(training: Training) -> Any:
    import keras

    return keras.losses.get({"class_name": training.loss.class_name, "config": training.loss.config})
