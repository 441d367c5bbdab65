import keras
import numpy as np
import pytest
import tensorflow as tf

from diagnostics.train.batches import Batches
from diagnostics.train.loop import Loop
from tests.diagnostics.factories import layer
from tests.diagnostics.train.tiny import built, convolution, dataset, loaded, perceptron, spec_of, train


def convolution_by_hand():
    flow = start = keras.Input((8, 8, 1))
    flow = keras.layers.Conv2D(4, 3, kernel_initializer="he_normal")(flow)
    flow = keras.layers.ReLU()(keras.layers.BatchNormalization()(flow))
    flow = keras.layers.Dropout(0.5)(keras.layers.Flatten()(keras.layers.MaxPooling2D()(flow)))
    return keras.Model(start, keras.layers.Dense(3, activation="softmax")(flow))


def by_hand(spec, data):
    """The losses of a plain loop over the same batches."""
    keras.backend.clear_session()
    keras.utils.set_random_seed(spec.training.seed)
    model, optimizer = convolution_by_hand(), keras.optimizers.Adam(1e-3)
    loss_of = keras.losses.SparseCategoricalCrossentropy()
    optimizer.build(model.trainable_variables)
    losses: list[float] = []

    @tf.function(reduce_retracing=True)
    def step(inputs, targets, weights):
        with tf.GradientTape() as tape:
            loss = loss_of(targets, model(inputs, training=True), sample_weight=weights)
        optimizer.apply_gradients(
            zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables, strict=True)
        )
        return loss

    batches = Batches(data.train, spec.training, spec.training.seed)
    for epoch in range(spec.training.epochs):
        for inputs, targets, weights in batches.stacks(epoch, 0, batches.per_epoch):
            losses.extend(float(step(*batch)) for batch in zip(inputs, targets, weights, strict=True))
    return losses


def run(spec, data, steps=None):
    _, network = built(spec, data)
    loop = Loop(network.model, spec.training, data, spec.training.seed)
    train(loop, steps)
    return loop, network.model.get_weights()


def assert_same(ours, theirs):
    assert ours[0] == theirs[0]
    for mine, other in zip(ours[1], theirs[1], strict=True):
        assert (mine == other).all()


@pytest.mark.parametrize("class_weight", [None, {0: 3.0, 1: 0.5}])
def test_losses_and_weights_are_those_of_a_plain_loop(class_weight):
    """Two epochs with a short last batch each, dropout and batch normalisation, but for the compiler's rounding."""
    spec = convolution(class_weight=class_weight)
    data = dataset(spec)
    loop, _ = run(spec, data)
    assert len(loop.losses) == 2 * 4
    assert loop.losses == pytest.approx(by_hand(spec, data), rel=1e-4)


PENALISED = (
    layer("Dense", "hidden", units=6, activation="relu", kernel_regularizer="l2", activity_regularizer="l1"),
    layer("Dense", "output", units=3, activation="softmax"),
)


def fitted(spec, data, **settings):
    """Keras's own run of the same network over the samples in order."""
    _, network = built(spec, data)
    optimizer = keras.optimizers.get({"class_name": spec.training.optimizer.class_name, "config": settings})
    network.model.compile(optimizer, "sparse_categorical_crossentropy")
    training = spec.training
    options = {"batch_size": training.batch_size, "epochs": training.epochs, "class_weight": training.class_weight}
    network.model.fit(*data.train.batch(np.arange(len(data.train))), **options, shuffle=False, verbose=0)
    return network.model


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("SGD", {"momentum": 0.9, "nesterov": True, "clipnorm": 0.1}),
        ("RMSprop", {"rho": 0.5, "weight_decay": 0.01}),
        ("Adam", {"loss_scale_factor": 1024.0, "gradient_accumulation_steps": 2}),
    ],
)
def test_penalties_and_settings_of_the_optimizer_act_as_in_fit(name, config):
    spec = spec_of(
        *PENALISED, optimizer={"class_name": name, "config": config}, learning_rate=0.01, shuffle=False, epochs=3
    )
    data = dataset(spec)
    _, weights = run(spec, data)
    assert_same((None, weights), (None, fitted(spec, data, learning_rate=0.01, **config).get_weights()))


@pytest.mark.parametrize("class_weight", [None, {0: 3.0, 1: 0.5}])
def test_the_run_is_keras_s_fit_to_the_bit(class_weight):
    spec = convolution(class_weight=class_weight, shuffle=False, epochs=3)
    data = dataset(spec)
    _, weights = run(spec, data)
    assert_same((None, weights), (None, fitted(spec, data).get_weights()))


def test_the_same_seed_twice_gives_the_same_losses():
    spec = convolution()
    assert run(spec, dataset(spec))[0].losses == run(spec, dataset(spec))[0].losses


def test_another_seed_gives_other_losses():
    spec = convolution()
    assert run(spec, dataset(spec))[0].losses != run(convolution(seed=2), dataset(spec))[0].losses


def test_where_a_run_is_interrupted_makes_no_difference():
    spec = convolution()
    data = dataset(spec)
    _, network = built(spec, data)
    loop = Loop(network.model, spec.training, data, spec.training.seed)
    for target in (1, 3, 4, 6, 100):
        while not loop.ended and loop.step < target:
            loop.advance(target)
    assert loop.losses == run(spec, data)[0].losses


def test_advancing_stops_at_the_end_of_an_epoch():
    spec = perceptron(epochs=3)
    _, network = built(spec, dataset(spec))
    loop = Loop(network.model, spec.training, dataset(spec), 1)
    steps = []
    while not loop.ended:
        loop.advance(6)
        steps.append(loop.step)
        if loop.step >= 6:
            break
    assert steps == [4, 6]
    assert (loop.steps_per_epoch, loop.planned_steps, loop.ended) == (4, 12, False)


def test_the_run_ends_with_its_epochs():
    spec = perceptron(epochs=3)
    loop, _ = run(spec, dataset(spec))
    assert (loop.step, loop.ended, loop.stopped_early) == (12, True, False)


def test_a_network_with_nothing_to_train_keeps_its_loss():
    spec = spec_of(layer("Dense", units=3, activation="softmax", trainable=False), batch_size=28, epochs=5)
    loop, _ = run(spec, dataset(spec))
    assert len(loop.losses) == 5
    assert loop.losses == pytest.approx([loop.losses[0]] * 5, rel=1e-6)  # the same samples in another order


def test_a_network_without_weights_runs_too():
    spec = spec_of(layer("Softmax"), shape=(3,), batch_size=28, epochs=2)
    loop, weights = run(spec, dataset(spec))
    assert (len(loop.losses), weights) == (2, [])


def test_weights_that_the_loss_does_not_reach_are_left_alone():
    spec = spec_of(layer("Dense", "lost", units=3), layer("Rescaling", scale=0.0), layer("Softmax"), loss="mse")
    before = built(spec, dataset(spec))[1].model.get_weights()
    inputs = np.random.default_rng(0).normal(size=(16, 4))
    _, after = run(spec, loaded(spec, inputs, np.full((16, 3), 1 / 3)))
    assert (before[0] == after[0]).all()


def test_a_compiled_step_may_use_xla():
    plain, compiled = perceptron(), perceptron(jit=True)
    data = dataset(plain)
    assert run(compiled, data)[0].losses == pytest.approx(run(plain, data)[0].losses, rel=1e-4)


@pytest.mark.parametrize("callback", [{"early_stopping": {"patience": 1}}, {"reduce_on_plateau": {"patience": 1}}])
def test_callbacks_without_a_validation_split_do_nothing(callback):
    spec = perceptron(callbacks=[callback], learning_rate=1.0, epochs=6)
    loop, _ = run(spec, dataset(spec, validation=0))
    assert loop.step == 24


def test_callbacks_are_shown_the_loss_that_keras_s_evaluate_gives():
    spec = perceptron(callbacks=[{"early_stopping": {"patience": 9}}], epochs=1)
    data = dataset(spec)
    _, network = built(spec, data)
    loop = Loop(network.model, spec.training, data, spec.training.seed)
    train(loop)
    assert data.validation is not None
    wanted = network.model.evaluate(*data.validation.batch(np.arange(12)), batch_size=8, verbose=0)
    assert loop.callbacks._watches[0].best == pytest.approx(wanted, rel=1e-6)


def fitted_with(callback, spec, data, rate):
    """Keras's own run with one of its callbacks, and its history."""
    _, network = built(spec, data)
    network.model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    train_on, held_out = (split.batch(np.arange(len(split))) for split in (data.train, data.validation))
    options = {"epochs": spec.training.epochs, "batch_size": spec.training.batch_size, "shuffle": False, "verbose": 0}
    history = network.model.fit(*train_on, validation_data=held_out, callbacks=[callback], **options)
    return network.model, history


def test_early_stopping_ends_the_run_where_keras_s_does():
    callback = {"early_stopping": {"patience": 2}}
    spec = perceptron(callbacks=[callback], learning_rate=0.5, epochs=30, shuffle=False, batch_size=5)
    data = dataset(spec, learnable=False)
    loop, _ = run(spec, data)
    _, history = fitted_with(keras.callbacks.EarlyStopping(patience=2), spec, data, 0.5)
    assert loop.stopped_early
    assert loop.step == 6 * len(history.epoch) < 6 * 30


def test_a_plateau_lowers_the_rate_when_keras_s_does():
    callback = {"reduce_on_plateau": {"patience": 1, "factor": 0.5, "min_rate": 0.02}}
    spec = perceptron(callbacks=[callback], learning_rate=0.5, epochs=12, shuffle=False)
    data = dataset(spec, learnable=False)
    _, weights = run(spec, data)
    plateau = keras.callbacks.ReduceLROnPlateau(patience=1, factor=0.5, min_lr=0.02)
    model, _ = fitted_with(plateau, spec, data, 0.5)
    assert float(model.optimizer.learning_rate) < 0.5
    assert_same((None, weights), (None, model.get_weights()))
