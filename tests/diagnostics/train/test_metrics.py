import keras
import numpy as np
import pytest

from diagnostics.train.metrics import batch_value, metrics
from tests.diagnostics.train.tiny import built, dataset, perceptron, prepared, train


@pytest.mark.parametrize(
    ("targets", "answers", "wanted"),
    [
        ((None,), (None, 3), "SparseCategoricalAccuracy"),
        ((None, 1), (None, 3), "SparseCategoricalAccuracy"),
        ((None, 3), (None, 3), "CategoricalAccuracy"),
        ((None,), (None, 1), "BinaryAccuracy"),
        ((None, 1), (None, 1), "BinaryAccuracy"),
    ],
)
@pytest.mark.parametrize("name", ["accuracy", "acc"])
def test_accuracy_is_the_one_that_fits_the_shapes(name, targets, answers, wanted):
    assert type(metrics([name], targets, answers)[name]).__name__ == wanted


def test_a_metric_is_taken_on_each_batch_alone():
    metric = metrics(["mae"], (None, 1), (None, 1))["mae"]
    assert float(batch_value(metric, np.zeros((4, 1)), np.ones((4, 1)))) == 1
    assert float(batch_value(metric, np.zeros((4, 1)), np.full((4, 1), 3.0))) == 3


def test_every_step_s_metrics_and_gradient_norm_are_kept():
    spec = perceptron(metrics=["accuracy", "sparse_categorical_crossentropy"], shuffle=False)
    data = dataset(spec)
    _, loop, _ = prepared(spec, data)
    losses = train(loop)
    assert set(loop.metrics) == {"accuracy", "sparse_categorical_crossentropy"}
    assert loop.metrics["sparse_categorical_crossentropy"] == pytest.approx(losses, rel=1e-5)
    assert len(loop.gradient_norms) == len(losses) == 8
    assert all(norm > 0 for norm in loop.gradient_norms)
    assert all(share * 8 % 1 == 0 for share in loop.metrics["accuracy"][:3])  # of 8 samples


def test_the_first_gradient_is_the_tape_s():
    import tensorflow as tf

    spec = perceptron(shuffle=False)
    data = dataset(spec)
    _, network = built(spec, data)
    inputs, targets = data.train.batch(np.arange(8))
    with tf.GradientTape() as tape:
        loss = keras.losses.SparseCategoricalCrossentropy()(targets, network.model(inputs, training=True))
    wanted = tf.linalg.global_norm(tape.gradient(loss, network.model.trainable_weights))
    _, loop, _ = prepared(spec, data)
    train(loop, 1)
    assert loop.gradient_norms == pytest.approx([float(wanted)], rel=1e-5)


def test_in_half_precision_the_gradient_is_told_without_the_loss_s_scale():
    keras.mixed_precision.set_global_policy("mixed_float16")
    try:
        spec = perceptron(shuffle=False)
        _, loop, _ = prepared(spec)
        train(loop, 1)
    finally:
        keras.mixed_precision.set_global_policy("float32")
    _, plain, _ = prepared(spec)
    train(plain, 1)
    assert loop.gradient_norms == pytest.approx(plain.gradient_norms, rel=0.05)
