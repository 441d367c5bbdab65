"""Training as the user asked for it, several steps inside one compiled call, with the exact loss of every step."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from diagnostics.data.ahead import ahead
from diagnostics.data.dataset import LoadedDataset
from diagnostics.spec.training import Training
from diagnostics.train.batches import Batches
from diagnostics.train.callbacks import Callbacks
from diagnostics.train.checkpoint import Checkpoint
from diagnostics.train.compiling import compile_model
from diagnostics.train.metrics import batch_value, metrics


class Loop:
    """One run; `ended` is true once the epochs, or early stopping, are through.

    `losses`, `gradient_norms` and each of `metrics` grow with every step: exact figures of that step's batch, taken
    from the step's own passes. `seed` orders the data.
    """

    def __init__(self, model: Any, training: Training, dataset: LoadedDataset, seed: int) -> None:
        self.losses: list[float] = []
        self.gradient_norms: list[float] = []
        self.metrics: dict[str, list[float]] = {name: [] for name in training.metrics}
        self.stopped_early = False
        self._model = model
        self._training = training
        self._held_out = dataset.validation
        self._batches = Batches(dataset.train, training, seed)
        compile_model(model, training)
        self.callbacks = Callbacks(training.callbacks, model.optimizer)
        self._metrics = metrics(training.metrics, (None, *dataset.train.targets.shape[1:]), model.output.shape)
        self.take_steps = self._compiled_run(dataset)
        self._evaluate = tf.function(self._loss_in_inference_mode, reduce_retracing=True, autograph=False)

    @property
    def step(self) -> int:
        """Steps taken."""
        return len(self.losses)

    @property
    def steps_per_epoch(self) -> int:
        """Steps in an epoch."""
        return self._batches.per_epoch

    @property
    def planned_steps(self) -> int:
        """Steps in all the epochs that the user asked for."""
        return self.steps_per_epoch * self._training.epochs

    @property
    def ended(self) -> bool:
        """Whether the run is over."""
        return self.stopped_early or self.step >= self.planned_steps

    def advance(self, target: int) -> None:
        """Trains on to step `target` or the end of the epoch, whichever comes first."""
        epoch, position = divmod(self.step, self.steps_per_epoch)
        last = min(position + target - self.step, self.steps_per_epoch)
        for stack in self._batches.stacks(epoch, position, last):
            figures = self.take_steps(*stack).numpy()
            for values, column in zip(self.series.values(), figures.T, strict=True):
                values.extend(column.tolist())
        if last == self.steps_per_epoch:
            self._end_epoch()

    @property
    def series(self) -> dict[str, list[float]]:
        """All that grows by a figure a step, by name."""
        named = {f"metric/{name}": values for name, values in self.metrics.items()}
        return {"loss": self.losses, "gradient_norm": self.gradient_norms, **named}

    @property
    def variables(self) -> list[Any]:
        """All that training changes: weights, statistics, states of random generators, what the optimizer keeps."""
        return [*self._model.variables, *self._model.optimizer.variables]

    def take_up(self, checkpoint: Checkpoint) -> bool:
        """Goes on from where a loop like this one was; False, and nothing changed, where it was not like this one."""
        watched, variables = checkpoint.state.callbacks, self.variables
        if not checkpoint.fits(self.series, variables) or len(watched) != len(self._training.callbacks):
            return False
        for variable, raw in zip(variables, checkpoint.variables, strict=True):
            like = variable.numpy()
            variable.assign(np.frombuffer(raw, like.dtype).reshape(like.shape))
        for name, values in self.series.items():
            values[:] = checkpoint.series[name]
        self.stopped_early = checkpoint.state.stopped_early
        self.callbacks.take_up(watched)
        return True

    def _compiled_run(self, dataset: LoadedDataset) -> Any:
        """Takes as many steps as it is given batches; returns their figures `(steps, 2 + metrics)`."""
        one_step = self._one_step
        if self._training.jit is True:
            one_step = tf.function(one_step, jit_compile=True, autograph=False)

        def run(inputs: Any, targets: Any, weights: Any) -> Any:
            count = tf.shape(inputs)[0]

            def body(index: Any, figures: Any) -> tuple[Any, Any]:
                return index + 1, figures.write(index, one_step(inputs[index], targets[index], weights[index]))

            start = (0, tf.TensorArray(tf.float32, count, element_shape=(2 + len(self.metrics),)))
            _, figures = tf.while_loop(lambda index, _: index < count, body, start, parallel_iterations=1)
            return figures.stack()

        targets = dataset.train.targets
        signature = [
            tf.TensorSpec((None, None, *dataset.facts.input_shape), tf.float32),
            tf.TensorSpec((None, None, *targets.shape[1:]), targets.dtype),
            tf.TensorSpec((None, None), tf.float32),
        ]
        return tf.function(run, input_signature=signature, autograph=False)

    def _one_step(self, inputs: Any, targets: Any, weights: Any) -> Any:
        """One optimiser step; returns its loss, the norm of its gradient and its metrics `(2 + metrics,)`."""
        model, optimizer = self._model, self._model.optimizer
        weighted = weights if self._training.class_weight else None
        with tf.GradientTape() as tape:
            answers = model(inputs, training=True)
            loss = model.compute_loss(x=inputs, y=targets, y_pred=answers, sample_weight=weighted, training=True)
            scaled = optimizer.scale_loss(loss)
        variables = model.trainable_weights
        gradients = tape.gradient(scaled, [variable.value for variable in variables])
        known = [gradient for gradient in gradients if gradient is not None]
        norm = tf.zeros(())
        if known:  # a network with nothing to train is a patient too
            norm = tf.cast(tf.linalg.global_norm(known), tf.float32) / tf.cast(optimizer.scale_loss(1.0), tf.float32)
            optimizer.apply(gradients, variables)
        values = [batch_value(metric, targets, answers) for metric in self._metrics.values()]
        return tf.stack([tf.cast(tf.reduce_mean(value), tf.float32) for value in (loss, norm, *values)])

    def _loss_in_inference_mode(self, inputs: Any, targets: Any) -> Any:
        answers = self._model(inputs, training=False)
        return self._model.compute_loss(x=inputs, y=targets, y_pred=answers, training=False)

    def _end_epoch(self) -> None:
        """Shows the callbacks the validation loss, a mean over samples as Keras takes it."""
        if not self._training.callbacks or self._held_out is None:
            return
        size, samples = self._training.batch_size, len(self._held_out)
        parts = [np.arange(start, min(start + size, samples)) for start in range(0, samples, size)]
        batches = zip(parts, ahead(self._held_out.batch, parts, 2), strict=True)
        total = sum(float(self._evaluate(*batch)) * len(part) for part, batch in batches)
        self.stopped_early = self.callbacks.epoch_ended(total / samples)
