import numpy as np
import pytest

from diagnostics.graph.graph import graph_of
from diagnostics.probes import ablation
from diagnostics.probes.ablation import ablations
from diagnostics.probes.sample import sample
from diagnostics.probes.scores import class_losses, score
from tests.diagnostics.factories import layer
from tests.diagnostics.train.tiny import convolution, dataset, loaded, prepared, spec_of, train


def found(spec, data=None, prepare=lambda _: None):
    data = data or dataset(spec)
    network, loop, _ = prepared(spec, data)
    train(loop)
    prepare(network)
    seen = sample(data.train, data.facts.task)
    return network, seen, ablations(graph_of(spec), network, seen, spec.training)


def branches(**config):
    """Two layers beside each other, of which the answer depends on both."""
    return spec_of(
        layer("Dense", "left", units=4, activation="relu"),
        layer("Dense", "right", units=4, activation="relu", inputs=["image"], **config),
        layer("Concatenate", "both", inputs=["left", "right"]),
        layer("Dense", "output", units=3, activation="softmax"),
        epochs=20,
        learning_rate=0.02,
    )


def ignoring_right(network):
    kernel, bias = network.layers["output"].get_weights()
    kernel[4:] = 0
    network.layers["output"].set_weights([kernel, bias])


def test_a_layer_that_nothing_depends_on_is_worth_nothing():
    _, _, worth = found(branches(), prepare=ignoring_right)
    assert list(worth) == ["left", "right"]
    assert (worth["right"].answers_changed, worth["right"].loss_error) == (0, 0)
    assert worth["left"].answers_changed > 0.1
    assert worth["left"].loss > worth["right"].loss


def test_the_loss_is_that_with_the_layer_s_mean_in_its_place():
    network, seen, worth = found(branches())
    left, right = (network.layers[name](seen.inputs).numpy() for name in ("left", "right"))
    both = np.hstack([left, np.broadcast_to(right.mean(axis=0), right.shape)])
    answers = network.layers["output"](both).numpy().astype(np.float64)
    assert worth["right"].loss == pytest.approx(score(class_losses(answers, seen.classes)).loss, rel=1e-4)


def test_the_network_is_left_as_it_was():
    spec = convolution()
    _, once, _ = prepared(spec)
    train(once)
    data = dataset(spec)
    network, loop, _ = prepared(spec, data)
    train(loop, 3)
    ablations(graph_of(spec), network, sample(data.train), spec.training)
    train(loop)
    assert loop.losses == once.losses


def test_frozen_layers_and_the_output_are_left_out():
    assert list(found(branches(trainable=False))[2]) == ["left"]


def test_very_many_layers_are_not_taken_one_by_one(monkeypatch):
    monkeypatch.setattr(ablation, "MOST_LAYERS", 1)
    assert found(branches())[2] == {}


def test_quantities_change_relative_to_their_spread():
    spec = spec_of(layer("Dense", "hidden", units=4), layer("Dense", "output", units=1), loss="mse", metrics=[])
    inputs = np.random.default_rng(0).normal(size=(40, 4)).astype(np.float32)
    _, _, worth = found(spec, loaded(spec, inputs, inputs[:, :1]))
    assert worth["hidden"].answers_changed > 0.3
