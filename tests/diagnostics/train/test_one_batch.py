import numpy as np

from diagnostics.build.network import build
from diagnostics.graph.graph import graph_of
from diagnostics.train.one_batch import STEPS, fit_one_batch
from tests.diagnostics.factories import layer
from tests.diagnostics.train.tiny import built, convolution, dataset, loaded, perceptron, spec_of


def fitted(spec, data=None):
    data = data or dataset(spec)
    graph, network = built(spec, data)
    return fit_one_batch(graph, network, spec.training, data, spec.training.seed)


def test_a_network_learns_sixteen_labels_without_any_signal_by_heart():
    spec = spec_of(
        layer("Dense", units=64, activation="relu"),
        layer("Dense", units=3, activation="softmax"),
        shape=(20,),
        learning_rate=0.02,
    )
    seen = fitted(spec, dataset(spec, samples=60, learnable=False))
    assert (seen.samples, seen.steps, seen.accuracy) == (16, STEPS, 1)
    assert seen.loss_after < 0.1 * seen.chance_loss < seen.loss_before


def test_a_network_that_cannot_move_stays_where_it_is():
    seen = fitted(perceptron(learning_rate=1e-9))
    assert seen.loss_after / seen.loss_before > 0.999


def test_batch_normalisation_is_scored_as_in_training():
    seen = fitted(convolution(learning_rate=0.02))
    assert seen.loss_after < 0.5 * seen.chance_loss


def test_a_network_that_diverges_ends_there():
    spec = perceptron(learning_rate=1e30, optimizer="SGD")
    seen = fitted(spec)
    assert seen.steps < STEPS
    assert not np.isfinite(seen.loss_after) or seen.loss_after > seen.chance_loss


def test_fewer_samples_than_a_batch_are_all_of_them():
    spec = perceptron()
    data = dataset(spec, samples=5, validation=0)
    assert fit_one_batch(graph_of(spec), build(graph_of(spec), (4,)), spec.training, data, 0).samples == 5


def test_quantities_are_learned_too():
    spec = spec_of(layer("Dense", units=1), loss="mse", metrics=[], learning_rate=0.1)
    inputs = np.random.default_rng(0).normal(size=(40, 4)).astype(np.float32)
    seen = fitted(spec, loaded(spec, inputs, inputs.sum(axis=1, keepdims=True)))
    assert seen.accuracy is None
    assert seen.loss_after < 0.1 * seen.chance_loss
