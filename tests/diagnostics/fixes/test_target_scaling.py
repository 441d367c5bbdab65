import numpy as np
import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.target_scaling import TargetScaling
from diagnostics.observations import Spread, TargetFacts
from diagnostics.rules.dat.unscaled_target import UnscaledTarget
from tests.diagnostics.factories import chain, data, facts, image, layer
from tests.diagnostics.fixes.applied import applied
from tests.diagnostics.train.tiny import loaded, prepared, spec_of, train

SPEC = chain(
    image(4),
    layer("Dense", "hidden", units=8, activation="relu"),
    layer("Dense", "output", units=1),
    training={"loss": "mse"},
)


def known(*columns, shape=(1,)):
    """Facts about targets with these means and standard deviations."""
    spreads = [Spread(minimum=mean - std, maximum=mean + std, mean=mean, std=std) for mean, std in columns]
    whole = facts(task="regression", target_shape=shape, label_counts=None, input_shape=(4,))
    targets = TargetFacts(values=spreads[0], columns=tuple(spreads), non_finite=0)
    return whole.model_copy(update={"train": whole.train.model_copy(update={"targets": targets})})


HOUSES = known((40_000.0, 10_000.0))


def added(spec, about=HOUSES):
    after = TargetScaling().apply(spec, Clues(facts=about))
    return None if after is None else after.model.layers[-1]


def test_the_answer_is_rescaled_to_the_targets_and_nothing_else_changes():
    after = applied(TargetScaling, SPEC, Clues(facts=HOUSES))
    new = after.model.layers[-1]
    assert (new.name, new.class_name, new.inputs) == ("target_scaling", "Rescaling", ("output",))
    assert new.config == {"scale": 10_000.0, "offset": 40_000.0, "dtype": "float32", "trainable": True}
    assert after.model.outputs == ("target_scaling",)
    assert after.model.layers[:-1] == SPEC.model.layers
    assert after.model_copy(update={"model": SPEC.model}) == SPEC


def test_the_finding_is_gone():
    after = applied(TargetScaling, SPEC, Clues(facts=HOUSES))
    assert list(UnscaledTarget().check(data(SPEC, HOUSES)))
    assert not list(UnscaledTarget().check(data(after, HOUSES)))


def test_every_output_has_its_own_units():
    config = added(SPEC, known((1000.0, 5.0), (0.002, 0.001), shape=(2,))).config
    assert (config["scale"], config["offset"]) == ([5.0, 0.001], [1000.0, 0.002])


def test_a_target_that_is_a_plain_number_or_a_map_has_one_unit():
    assert added(SPEC, known((1000.0, 5.0), shape=())).config["scale"] == 5.0
    assert added(SPEC, known((1000.0, 5.0), shape=(8, 8, 1))).config["scale"] == 5.0


@pytest.mark.parametrize("bounded", [{"activation": "relu"}, {"activation": "softplus"}])
def test_an_output_that_is_never_negative_keeps_its_zero(bounded):
    spec = chain(image(4), layer("Dense", units=1, **bounded), training={"loss": "mse"})
    config = added(spec, known((300.0, 400.0))).config
    assert (config["scale"], config["offset"]) == (500.0, 0.0)


def test_an_activation_of_its_own_bounds_the_output_too():
    spec = chain(image(4), layer("Dense", units=1), layer("ReLU"), training={"loss": "mse"})
    assert added(spec).config["offset"] == 0.0
    spec = chain(image(4), layer("Dense", units=1), layer("Activation", activation="linear"), training={"loss": "mse"})
    assert added(spec).config["offset"] == 40_000.0


@pytest.mark.parametrize("column", [(5.0, 0.0), (float("nan"), 1.0), (1.0, float("inf"))])
def test_targets_without_a_measurable_spread_are_left_alone(column):
    assert added(SPEC, known(column)) is None


def test_without_targets_or_with_several_outputs_it_does_not_apply():
    assert TargetScaling().apply(SPEC, Clues()) is None
    assert added(SPEC, facts()) is None
    assert added(chain(image(4), layer("Dense", "one", units=1), layer("ReLU", "two"), outputs=["one", "two"])) is None


def test_applying_it_twice_changes_nothing_more():
    once = applied(TargetScaling, SPEC, Clues(facts=HOUSES))
    assert TargetScaling().apply(once, Clues(facts=HOUSES)) is None


def test_adam_learns_then_what_it_does_not_learn_without():
    spec = spec_of(
        layer("Dense", "hidden", units=8, activation="relu"),
        layer("Dense", "output", units=1),
        loss="mse",
        learning_rate=0.01,
        epochs=40,
    )
    inputs = np.random.default_rng(0).normal(size=(64, 4)).astype("float32")
    targets = (40_000 + 10_000 * inputs[:, :1]).astype("float32")
    given = loaded(spec, inputs, targets)
    after = applied(TargetScaling, spec, Clues(facts=given.facts))
    _, sick, _ = prepared(spec, given)
    _, cured, _ = prepared(after, given)
    variance = float(targets.var())
    assert np.mean(train(sick)[-8:]) > 5 * variance
    assert np.mean(train(cured)[-8:]) < 0.1 * variance
