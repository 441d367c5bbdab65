import keras
import numpy as np
import pytest
import tensorflow as tf

from diagnostics.probes import forward
from diagnostics.probes.scores import class_losses, score
from tests.diagnostics.factories import layer
from tests.diagnostics.train.tiny import convolution, dataset, loaded, perceptron, prepared, spec_of, train


def probe_inputs(probe):
    return probe._sample.inputs, probe._sample.targets


def outputs_by_hand(network, inputs):
    model = keras.Model(network.model.inputs[0], list(network.outputs.values()))
    found = model(inputs, training=False)
    return {name: values.numpy().astype(np.float64) for name, values in zip(network.outputs, found, strict=True)}


@pytest.mark.parametrize("slice_elements", [4 * 64, 7 * 64, 28 * 64])
def test_every_figure_of_every_layer_is_numpy_s(monkeypatch, slice_elements):
    monkeypatch.setattr(forward, "_SLICE_ELEMENTS", slice_elements)
    network, loop, probe = prepared(plain())
    train(loop, 3)
    seen = probe.snapshot(3)
    inputs, _ = probe_inputs(probe)
    assert seen.probe_samples == len(inputs) == 28
    wanted = outputs_by_hand(network, inputs)
    assert list(seen.layers) == list(wanted)
    for name, values in wanted.items():
        figures = seen.layers[name]
        assert figures.mean == pytest.approx(values.mean(), rel=1e-5, abs=1e-7)
        assert figures.std == pytest.approx(values.std(), rel=1e-5)
        assert figures.across_input_std == pytest.approx(np.sqrt(values.var(axis=0).mean()), rel=1e-5)
        assert (figures.minimum, figures.maximum) == pytest.approx((values.min(), values.max()), rel=1e-5)
        assert figures.units == values.shape[-1]


def plain():
    """The convolution of the other tests without its batch normalisation."""
    return spec_of(
        layer("Conv2D", "convolution", filters=4, kernel_size=3, activation="tanh"),
        layer("ReLU", "rectifier"),
        layer("Flatten", "flat"),
        layer("Dropout", "dropout", rate=0.5),
        layer("Dense", "output", units=3, activation="softmax"),
        shape=(8, 8, 1),
    )


def in_training(network, inputs):
    """What batch normalisation gives in training, and what goes in."""
    before = network.layers["convolution"](inputs).numpy().astype(np.float64)
    layer = network.layers["normalisation"]
    mean, variance = before.mean(axis=(0, 1, 2)), before.var(axis=(0, 1, 2))
    normalised = (before - mean) / np.sqrt(variance + layer.epsilon) * np.array(layer.gamma) + np.array(layer.beta)
    return before, normalised


def test_a_network_that_normalises_batches_is_seen_as_in_training():
    network, loop, probe = prepared(convolution())
    train(loop, 3)
    state = [weight.copy() for weight in network.model.get_weights()]
    seen = probe.snapshot(3)
    inputs, targets = probe_inputs(probe)
    before, normalised = in_training(network, inputs)
    figures = seen.layers["normalisation"]
    assert (figures.mean, figures.std) == pytest.approx((normalised.mean(), normalised.std()), rel=1e-3, abs=1e-4)
    dead = (np.maximum(normalised, 0).reshape(-1, 4).max(axis=0) == 0).mean()
    assert seen.layers["rectifier"].dead_fraction == dead
    moving = np.array(network.layers["normalisation"].moving_variance)
    ratio = np.median((moving + 1e-3) / (before.var(axis=(0, 1, 2)) + 1e-3))
    assert figures.batch_statistics is not None
    assert seen.batch_mode is not None
    assert figures.batch_statistics.variance_ratio == pytest.approx(ratio, rel=1e-4)
    rest = keras.Sequential([network.layers[name] for name in ("rectifier", "pool", "flat", "output")])
    wanted = score(class_losses(rest(normalised).numpy().astype(np.float64), targets))
    assert seen.batch_mode.train.loss == pytest.approx(wanted.loss, rel=1e-4)
    assert seen.train.loss == pytest.approx(
        score(class_losses(network.model(inputs).numpy().astype(np.float64), targets)).loss, rel=1e-5
    )
    assert seen.train.loss != seen.batch_mode.train.loss
    assert all((now == then).all() for now, then in zip(network.model.get_weights(), state, strict=True))


def test_a_frozen_normalisation_is_the_same_in_training():
    spec = spec_of(
        layer("BatchNormalization", "normalisation", trainable=False),
        layer("Dense", "output", units=3, activation="softmax"),
    )
    seen = prepared(spec)[2].snapshot(0)
    assert seen.batch_mode is None
    assert seen.layers["normalisation"].batch_statistics is None


def test_progress_counts_from_the_first_look_in_either_mode():
    _, loop, probe = prepared(convolution())
    first = probe.snapshot(0)
    train(loop, 50)
    later = probe.snapshot(50)
    assert first.batch_mode
    assert first.validation
    assert later.batch_mode
    assert later.validation
    assert first.train.progress == first.batch_mode.train.progress == first.validation.progress == 0
    assert later.train.progress == pytest.approx(first.train.loss - later.train.loss)
    assert later.batch_mode.train.progress == pytest.approx(first.batch_mode.train.loss - later.batch_mode.train.loss)
    assert later.validation.progress == pytest.approx(first.validation.loss - later.validation.loss)


def test_what_the_last_step_changed():
    network, loop, probe = prepared(perceptron())
    train(loop, 2)
    before = network.layers["hidden"].get_weights()
    probe.before_step()
    train(loop, 3)
    now = network.layers["hidden"].get_weights()
    moved, size = (
        np.linalg.norm(np.concatenate([part.ravel() for part in each]))
        for each in ([new - old for new, old in zip(now, before, strict=True)], before)
    )
    assert probe.snapshot(3).layers["hidden"].update_ratio == pytest.approx(moved / size, rel=1e-4)
    assert probe.snapshot(3).layers["hidden"].update_ratio is None


def test_weights_that_the_loss_does_not_reach_are_named():
    spec = spec_of(
        layer("Dense", "hidden", units=4, activation="relu"),
        layer("Embedding", "words", input_dim=9, output_dim=4),
        layer("Flatten"),
        layer("Dense", "output", units=3, activation="softmax"),
        shape=(6,),
    )
    data = loaded(spec, np.random.default_rng(0).random((20, 6)), np.arange(20) % 3)
    layers = prepared(spec, data)[2].snapshot(0).layers
    assert layers["hidden"].unreached == ("kernel", "bias")  # looking up a word passes no gradient on
    assert layers["hidden"].gradient_norm == 0
    assert layers["output"].unreached == ()


def test_units_are_told_apart():
    spec = spec_of(
        layer("Dense", "rectified", units=3, activation="relu"),
        layer("Dense", "squashed", units=2, activation="tanh", inputs=["image"]),
        layer("Concatenate", "both", inputs=["rectified", "squashed"]),
        layer("Dense", "output", units=3, activation="softmax"),
    )
    network, _, probe = prepared(spec)
    inputs, _ = probe_inputs(probe)
    first = np.sort(inputs[:, 0])
    network.layers["rectified"].set_weights([np.eye(4, 3, dtype=np.float32) * [1, 1, 0], np.array([-first[-2], 0, -1])])
    network.layers["squashed"].set_weights([np.eye(4, 2, dtype=np.float32) * [1e4, 0.01], np.zeros(2)])
    layers = probe.snapshot(0).layers
    assert layers["rectified"].unit_states == "sad"
    assert layers["squashed"].unit_states == "ta"
    assert (layers["rectified"].dead_fraction, layers["squashed"].saturated_fraction) == (1 / 3, 1 / 2)
    assert layers["output"].unit_states is None


def test_only_layers_that_rectify_have_dead_units():
    network, _, probe = prepared(plain())
    layers = probe.snapshot(0).layers
    assert {name for name, figures in layers.items() if figures.dead_fraction is not None} == {"rectifier"}
    values = outputs_by_hand(network, probe_inputs(probe)[0])["rectifier"]
    assert layers["rectifier"].dead_fraction == (values.reshape(-1, 4).max(axis=0) == 0).mean()


def test_a_unit_alive_for_one_input_of_the_last_slice_is_not_dead(monkeypatch):
    monkeypatch.setattr(forward, "_SLICE_ELEMENTS", 16)
    spec = perceptron()
    network, _, probe = prepared(spec, dataset(spec, samples=30))
    inputs, _ = probe_inputs(probe)
    last = inputs[-1]
    kernel = np.zeros((4, 6), np.float32)
    kernel[:, 0] = last  # unit 0 sees the last input alone, as all others lie further from it
    network.layers["hidden"].kernel.assign(kernel)
    threshold = np.sort(inputs @ last)[-2]
    network.layers["hidden"].bias.assign(np.array([-(threshold + last @ last) / 2, -1, -1, -1, -1, -1], np.float32))
    assert last @ last > threshold
    assert probe.snapshot(0).layers["hidden"].dead_fraction == pytest.approx(5 / 6)


def test_gradient_norms_are_those_of_a_tape():
    network, loop, probe = prepared(plain())
    train(loop, 3)
    seen = probe.snapshot(3)
    inputs, targets = probe_inputs(probe)
    with tf.GradientTape() as tape:
        answers = network.model(inputs, training=False)
        loss = keras.losses.SparseCategoricalCrossentropy()(targets, answers)
    gradients = iter(tape.gradient(loss, network.model.trainable_weights))
    for name in ("convolution", "output"):
        wanted = tf.linalg.global_norm([next(gradients) for _ in network.layers[name].trainable_weights])
        assert seen.layers[name].gradient_norm == pytest.approx(float(wanted), rel=1e-4)
    assert next(gradients, None) is None
    assert seen.layers["flat"].gradient_norm is None


def test_the_gradient_holds_the_penalties_of_the_loss():
    spec = spec_of(layer("Dense", "output", units=3, kernel_regularizer="l2"), loss={
        "class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": True}
    })  # fmt: skip
    network, _, probe = prepared(spec)
    network.layers["output"].kernel.assign(np.full((4, 3), 100.0))
    penalty = 2 * 0.01 * 100 * np.sqrt(12)
    assert probe.snapshot(0).layers["output"].gradient_norm == pytest.approx(penalty, rel=0.1)


def test_a_frozen_layer_has_no_gradient_and_does_not_move():
    spec = spec_of(
        layer("Dense", "frozen", units=5, trainable=False), layer("Dense", "output", units=3, activation="softmax")
    )
    _, loop, probe = prepared(spec)
    train(loop, 4)
    layers = probe.snapshot(4).layers
    assert layers["frozen"].gradient_norm is None
    assert layers["frozen"].movement == 0
    assert (layers["output"].movement or 0) > 0


def test_weight_norms_and_movement():
    network, loop, probe = prepared(perceptron())
    start = [weight.copy() for weight in network.layers["hidden"].get_weights()]
    assert probe.snapshot(0).layers["hidden"].movement == 0
    train(loop, 5)
    now = network.layers["hidden"].get_weights()
    figures = probe.snapshot(5).layers["hidden"]
    flat_start, flat_now = (np.concatenate([weight.ravel() for weight in each]) for each in (start, now))
    assert figures.weight_norm == pytest.approx(np.linalg.norm(flat_now), rel=1e-5)
    assert figures.movement == pytest.approx(
        np.linalg.norm(flat_now - flat_start) / np.linalg.norm(flat_start), rel=1e-4
    )


def test_logits_are_those_before_the_softmax():
    network, _, probe = prepared(perceptron())
    hidden = outputs_by_hand(network, probe_inputs(probe)[0])["hidden"]
    kernel, bias = network.layers["output"].get_weights()
    wanted = (hidden @ kernel + bias).std(axis=0).mean()
    assert probe.snapshot(0).output.logit_spread == pytest.approx(wanted, rel=1e-4)


def test_both_splits_are_scored_over_all_their_inputs():
    spec = perceptron()
    data = dataset(spec, samples=77, validation=45)
    network, loop, probe = prepared(spec, data)
    train(loop, 50)
    seen = probe.snapshot(50)
    assert data.validation is not None
    for split, found in ((data.train, seen.train), (data.validation, seen.validation)):
        inputs, targets = split.batch(np.arange(len(split)))
        answers = network.model(inputs).numpy().astype(np.float64)
        wanted = score(class_losses(answers, targets))
        assert found is not None
        assert found.samples == len(split)
        assert (found.loss, found.gain, found.accuracy) == pytest.approx(
            (wanted.loss, wanted.gain, wanted.accuracy), rel=1e-5
        )


def test_without_a_validation_split_there_is_no_score_for_it():
    spec = perceptron()
    _, _, probe = prepared(spec, dataset(spec, validation=0))
    assert probe.snapshot(0).validation is None
    assert probe.snapshot(0).validation_output is None


def test_the_answers_to_held_out_samples_are_counted_too():
    seen = prepared(perceptron())[2].snapshot(0)
    assert seen.output.predicted is not None
    assert seen.validation_output is not None
    assert seen.validation_output.predicted is not None
    assert (sum(seen.output.predicted), sum(seen.validation_output.predicted)) == (28, 12)


def test_quantities_are_scored_by_squared_error():
    spec = spec_of(layer("Dense", units=2), loss="mse")
    generator = np.random.default_rng(0)
    targets = generator.normal(size=(30, 2))
    _, _, probe = prepared(spec, loaded(spec, generator.normal(size=(30, 4)), targets))
    seen = probe.snapshot(0)
    assert seen.train.chance_loss == pytest.approx(targets.var(axis=0).sum())
    assert seen.output.predicted is None


def test_two_looks_without_an_update_see_the_same():
    _, loop, probe = prepared(convolution())
    train(loop, 3)
    assert probe.snapshot(3) == probe.snapshot(3)


@pytest.mark.parametrize("spec", [convolution(epochs=3), convolution(epochs=3, optimizer="SGD", learning_rate=0.1)])
def test_looking_changes_nothing(spec):
    _, alone, _ = prepared(spec)
    watched_network, watched, probe = prepared(spec)
    losses = train(alone)
    while not watched.ended:
        probe.snapshot(watched.step)
        watched.advance(watched.step + 1)
    assert watched.losses == losses
    assert len(losses) == 12
    network, again, _ = prepared(spec)
    train(again)
    for mine, other in zip(network.model.get_weights(), watched_network.model.get_weights(), strict=True):
        assert (mine == other).all()


def test_looking_changes_nothing_with_penalties_on_activations():
    penalised = spec_of(
        layer("Dense", "hidden", units=6, activation="relu", activity_regularizer="l2", kernel_regularizer="l1"),
        layer("GaussianNoise", stddev=0.1),
        layer("Dense", "output", units=3, activation="softmax", activity_regularizer="l1"),
    )
    _, alone, _ = prepared(penalised)
    _, watched, probe = prepared(penalised)
    train(alone)
    while not watched.ended:
        watched.advance(watched.step + 1)
        probe.snapshot(watched.step)
    assert watched.losses == alone.losses


def test_a_network_that_diverged_can_still_be_looked_at():
    network, _, probe = prepared(perceptron())
    network.layers["output"].kernel.assign(np.full((6, 3), np.nan))
    seen = probe.snapshot(0)
    assert np.isnan(seen.layers["output"].mean)
    assert np.isnan(seen.output.logit_spread)
    assert seen.output.predicted is None
    assert np.isfinite(seen.layers["hidden"].mean)


def test_layers_with_several_or_whole_numbered_outputs_are_passed_over():
    spec = spec_of(
        layer("Embedding", "words", input_dim=9, output_dim=4),
        layer("LSTM", "series", units=5),
        layer("Dense", "output", units=3, activation="softmax"),
        shape=(6,),
    )
    inputs = np.random.default_rng(0).integers(0, 9, (20, 6))
    network, loop, probe = prepared(spec, loaded(spec, inputs, np.arange(20) % 3))
    train(loop, 2)
    seen = probe.snapshot(2)
    assert seen.layers["series"].units == 5
    assert seen.layers["series"].weight_norm is not None
    assert set(seen.layers) <= set(network.outputs)


def test_held_out_samples_wait_for_a_network_that_had_time_to_learn():
    _, _, probe = prepared(convolution(epochs=30))
    asked = {step: probe.snapshot(step) for step in (0, 1, 20, 49, 50)}
    assert [step for step, seen in asked.items() if seen.validation] == [0, 50]
    assert [step for step, seen in asked.items() if seen.batch_mode and seen.batch_mode.validation] == [0, 50]


def test_of_large_inputs_every_fourth_is_looked_at_in_the_first_steps():
    spec = spec_of(layer("Flatten"), layer("Dense", "output", units=3, activation="softmax"), shape=(64, 64, 3))
    network, loop, probe = prepared(spec)
    start = probe.snapshot(0)
    train(loop, 5)
    early, later = probe.snapshot(5), probe.snapshot(50)
    assert [seen.probe_samples for seen in (start, early, later)] == [28, 7, 28]
    inputs, targets = (each[::4] for each in probe_inputs(probe))
    wanted = class_losses(network.model(inputs).numpy().astype(np.float64), targets)
    assert early.train.loss == pytest.approx(wanted.losses.mean(), rel=1e-4)
    assert early.output.predicted
    assert sum(early.output.predicted) == early.train.samples == 7
    fresh, _, _ = prepared(spec)
    born = class_losses(fresh.model(inputs).numpy().astype(np.float64), targets)
    assert early.train.progress == pytest.approx((born.losses - wanted.losses).mean(), rel=1e-3)


def test_held_out_samples_are_looked_at_throughout_a_short_run():
    _, loop, probe = prepared(convolution(epochs=25))
    assert loop.planned_steps == 100
    assert all(probe.snapshot(step).validation for step in (0, 1, 20, 50))
