import keras
import numpy as np
import pytest
import tensorflow as tf

from diagnostics.build.logits import logits
from diagnostics.build.network import build
from diagnostics.graph.graph import graph_of
from tests.diagnostics.factories import chain, image, layer

VALUES = np.random.default_rng(0).normal(0, 3, (5, 4)).astype("float32")


def seen(*layers, values=VALUES):
    """Answers and logits of a network that begins with `image`, from one compiled pass."""
    keras.utils.set_random_seed(1)
    graph = graph_of(chain(image(*values.shape[1:]), *layers))
    network = build(graph, values.shape[1:])
    model = keras.Model(network.model.inputs[0], dict(network.outputs))

    @tf.function(autograph=False)
    def run(inputs):
        outputs = model(inputs)
        return outputs[graph.outputs[0]], logits(graph, network, outputs)

    answers, before = run(values)
    return answers.numpy(), before.numpy(), network


def softmax(values):
    return tf.nn.softmax(values).numpy()


def sigmoid(values):
    return tf.math.sigmoid(values).numpy()


@pytest.mark.parametrize(
    "layers",
    [
        [layer("Dense", units=3, activation="softmax")],
        [layer("Dense", units=3), layer("Activation", activation="softmax")],
        [layer("Dense", units=3), layer("Softmax")],
        [layer("EinsumDense", equation="ab,bc->ac", output_shape=3, activation="softmax")],
    ],
)
def test_the_softmax_of_the_logits_is_the_answer(layers):
    answers, before, _ = seen(*layers)
    assert softmax(before) == pytest.approx(answers, abs=1e-6)
    assert abs(before - answers).max() > 0.1


@pytest.mark.parametrize(
    "layers",
    [
        [layer("Dense", units=1, activation="sigmoid")],
        [layer("Dense", units=1), layer("Activation", activation="sigmoid")],
    ],
)
def test_the_sigmoid_of_the_logits_is_the_answer(layers):
    answers, before, _ = seen(*layers)
    assert sigmoid(before) == pytest.approx(answers, abs=1e-6)
    assert abs(before - answers).max() > 0.1


def test_a_convolution_may_make_the_answer():
    maps = np.random.default_rng(0).normal(size=(2, 3, 3, 2)).astype("float32")
    answers, before, _ = seen(layer("Conv2D", filters=3, kernel_size=1, activation="softmax"), values=maps)
    assert softmax(before) == pytest.approx(answers, abs=1e-6)


def test_the_activation_is_put_back():
    _, _, network = seen(layer("Dense", "output", units=3, activation="softmax"))
    assert network.layers["output"].activation is keras.activations.softmax
    assert network.model(VALUES).numpy().sum(axis=1) == pytest.approx(np.ones(5), abs=1e-5)


@pytest.mark.parametrize(
    "layers",
    [
        [layer("Dense", units=3)],
        [layer("Dense", units=3, activation="relu")],  # from_logits reads what the ReLU leaves
        [layer("Dense", units=3, activation="tanh")],
        [layer("Dense", units=3, activation="softmax"), layer("Dropout", rate=0.5)],
        [layer("ReLU")],
    ],
)
def test_other_answers_are_their_own_logits(layers):
    answers, before, _ = seen(*layers)
    assert (before == answers).all()


def test_a_recurrent_layer_s_inner_activation_is_left_alone():
    series = np.random.default_rng(0).normal(size=(2, 3, 4)).astype("float32")
    answers, before, _ = seen(layer("LSTM", units=2, activation="sigmoid"), values=series)
    assert (before == answers).all()
