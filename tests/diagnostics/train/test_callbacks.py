import keras
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from diagnostics.spec.training import Callback
from diagnostics.train.callbacks import Callbacks

CURVES = some.lists(some.sampled_from([0.2, 0.5, 0.9, 0.9001, 1.0, 1.5, float("nan")]), min_size=1, max_size=12)


def optimizer(rate):
    made = keras.optimizers.SGD(rate)
    made.build([])
    return made


class Trained(keras.Model):
    """A model with an optimizer, for Keras's callbacks to act upon."""

    def __init__(self, rate):
        super().__init__()
        self.compile(optimizer(rate), "mse")


def keras_s(callback, curve, rate):
    """Where Keras's callback stops, and the rate after each epoch."""
    model = Trained(rate)
    callback.monitor_op = np.less
    callback.min_delta *= -1
    callback.set_model(model)
    callback.on_train_begin()
    rates = []
    for epoch, loss in enumerate(curve):
        callback.on_epoch_end(epoch, {"val_loss": loss})
        rates.append(float(model.optimizer.learning_rate))
        if model.stop_training:
            return epoch, rates
    return None, rates


def ours(setting, curve, rate):
    made = optimizer(rate)
    callbacks = Callbacks((Callback.model_validate(setting),), made)
    rates = []
    for epoch, loss in enumerate(curve):
        stop = callbacks.epoch_ended(loss)
        rates.append(float(made.learning_rate))
        if stop:
            return epoch, rates
    return None, rates


@given(curve=CURVES, patience=some.integers(0, 3), min_delta=some.sampled_from([0.0, 0.001, 0.3]))
@example(curve=[float("nan"), 1.0, 1.0], patience=1, min_delta=0.0)
@example(curve=[1.0, 1.0], patience=0, min_delta=0.0)
def test_early_stopping_is_keras_s(curve, patience, min_delta):
    theirs = keras_s(keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta), curve, 0.1)
    assert ours({"early_stopping": {"patience": patience, "min_delta": min_delta}}, curve, 0.1) == theirs


@given(
    curve=CURVES,
    patience=some.integers(0, 3),
    min_delta=some.sampled_from([0.0, 1e-4, 0.3]),
    factor=some.sampled_from([0.1, 0.5]),
    lowest=some.sampled_from([0.0, 0.02, 0.1, 0.5]),
)
def test_lowering_the_rate_on_a_plateau_is_keras_s(curve, patience, min_delta, factor, lowest):
    theirs = keras_s(
        keras.callbacks.ReduceLROnPlateau(patience=patience, min_delta=min_delta, factor=factor, min_lr=lowest),
        curve,
        0.1,
    )
    setting = {"patience": patience, "min_delta": min_delta, "factor": factor, "min_rate": lowest}
    assert ours({"reduce_on_plateau": setting}, curve, 0.1) == theirs


def test_both_at_once_each_count_for_themselves():
    made = optimizer(0.1)
    settings = ({"reduce_on_plateau": {"patience": 1}}, {"early_stopping": {"patience": 3}})
    callbacks = Callbacks(tuple(map(Callback.model_validate, settings)), made)
    assert [callbacks.epoch_ended(1.0) for _ in range(4)] == [False, False, False, True]
    assert float(made.learning_rate) == pytest.approx(1e-4)


def test_a_rate_on_a_schedule_cannot_be_lowered():
    made = keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5))
    callbacks = Callbacks((Callback.model_validate({"reduce_on_plateau": {"patience": 0}}),), made)
    callbacks.epoch_ended(1.0)
    with pytest.raises(TypeError, match="LearningRateSchedule"):
        callbacks.epoch_ended(1.0)
