import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.learning_rate import LearningRate
from diagnostics.rules.spc.learning_rate_out_of_range import LearningRateOutOfRange
from tests.diagnostics.factories import chain, declared, image, layer


def network(rate, optimizer="adam", *, hidden=2, kernel="glorot_uniform", between=(), **config):
    """A network with so many hidden ReLU layers, trained at this rate."""
    layers = [layer("Dense", units=16, activation="relu", kernel_initializer=kernel) for _ in range(hidden)]
    training = {"optimizer": {"class_name": optimizer, "config": config}, "learning_rate": rate}
    out = layer("Dense", "out", units=2, activation="softmax")
    return chain(image(6), *layers[:4], *between, *layers[4:], out, training=training)


def found(*arguments, thresholds=None, **settings):
    return list(LearningRateOutOfRange(**(thresholds or {})).check(declared(network(*arguments, **settings))))


def severities(*arguments, **settings):
    return [finding.severity for finding in found(*arguments, **settings)]


def test_an_absurd_rate_is_an_error():
    (finding,) = found(1.0)
    assert finding.severity == "error"
    assert finding.at == ("/training/learning_rate",)
    assert finding.message == "Adam at a rate of 1 is high: 0.01 is the most in use, and from 0.3 on nothing learns"


@pytest.mark.parametrize(
    ("optimizer", "usual", "high", "hopeless"),
    [
        ("adam", 0.01, 0.011, 0.3),
        ("adamw", 0.001, 0.05, 0.5),
        ("rmsprop", 0.01, 0.1, 0.3),
        ("nadam", 0.002, 0.02, 1.0),
        ("lion", 0.003, 0.004, 0.1),
        ("sgd", 1.0, 1.1, 10.0),
        ("adagrad", 0.3, 0.31, 3.0),
        ("adadelta", 10.0, 11.0, 1000.0),
        ("ftrl", 1.0, 2.0, 10.0),
    ],
)
def test_each_optimizer_has_its_own_range(optimizer, usual, high, hopeless):
    assert not found(usual, optimizer)
    assert severities(high, optimizer) == ["warning"]
    assert severities(hopeless, optimizer) == ["error"]


def test_momentum_adds_up():
    assert not found(0.1, "sgd", momentum=0.9)
    (finding,) = found(0.5, "sgd", momentum=0.9)
    assert finding.severity == "warning"
    assert finding.message.startswith("SGD at a rate of 0.5 and a momentum of 0.9, 5 together, is high")


def test_a_rate_at_which_nothing_moves_is_a_warning():
    for rate, optimizer in ((1e-6, "adam"), (1e-5, "sgd"), (0.001, "adadelta"), (1e-7, "lion")):
        (finding,) = found(rate, optimizer)
        assert finding.severity == "warning"
        assert "is low" in finding.message
    assert not found(2e-6, "adam")


def test_a_network_without_hidden_layers_stands_higher_rates():
    assert not found(0.1, hidden=0)
    assert severities(0.2, hidden=0) == ["warning"]
    assert severities(3.0, hidden=0) == ["error"]


def test_frozen_layers_are_not_hidden_layers_to_train():
    spec = chain(
        image(6),
        layer("Dense", units=8, activation="relu", trainable=False),
        layer("Dense", units=2),
        training={"learning_rate": 0.1},
    )
    assert not list(LearningRateOutOfRange().check(declared(spec)))


@pytest.mark.parametrize(
    "schedule",
    [
        {"step": {"boundaries": [100], "values": [0.5, 0.001]}},
        {"exponential": {"initial_learning_rate": 0.5, "decay_steps": 100, "decay_rate": 0.9}},
        {"cosine": {"initial_learning_rate": 0.5, "decay_steps": 100}},
        {"cyclic": {"base": 1e-4, "max": 0.5, "step_size": 100}},
        {"warmup": {"target": 0.5, "steps": 100}},
    ],
)
def test_a_schedule_is_judged_by_its_largest_rate(schedule):
    (finding,) = found(schedule)
    assert finding.severity == "error"
    assert finding.message.startswith("Adam at a rate of up to 0.5 is high")


def test_a_schedule_that_ends_low_is_healthy():
    assert not found({"exponential": {"initial_learning_rate": 1e-3, "decay_steps": 10, "decay_rate": 0.1}})


def test_a_usual_rate_on_a_deep_plain_stack_is_a_warning():
    (finding,) = found(1e-3, hidden=8)
    assert finding.severity == "warning"
    assert finding.blame == 0.6
    assert "8 layers in a row" in finding.message
    assert "about a tenth" in finding.message


def test_stacks_that_stand_the_usual_rate_are_healthy():
    assert not found(1e-3, hidden=7)
    assert not found(3e-4, hidden=8)
    assert not found(1e-3, hidden=8, kernel="he_normal")
    assert not found(1e-3, hidden=8, between=[layer("BatchNormalization")])
    assert not found(0.01, "sgd", hidden=8)  # small gradients make small steps


def test_optimizers_that_scale_their_own_steps_are_not_judged():
    for optimizer in ("adafactor", "muon", "Lamb"):
        assert not found(5.0, optimizer)


def test_thresholds_can_be_overridden():
    assert not found(0.02, thresholds={"tolerance": 2.0})
    assert found(1e-3, hidden=4, thresholds={"min_plain_layers": 4})
    assert not found(1e-3, hidden=8, thresholds={"max_plain_stack_rate": 1e-3})


def test_a_lower_rate_cures_what_is_too_high():
    for spec in (network(0.1), network(1e-3, hidden=8), network({"warmup": {"target": 0.05, "steps": 10}})):
        cured = LearningRate().apply(spec, Clues(list(LearningRateOutOfRange().check(declared(spec)))))
        assert cured is not None
        assert not list(LearningRateOutOfRange().check(declared(cured)))


def test_a_rate_that_is_low_already_is_raised():
    spec = network(1e-8)
    after = LearningRate().apply(spec, Clues(list(LearningRateOutOfRange().check(declared(spec)))))
    assert after is not None
    assert after.training.learning_rate.constant == pytest.approx(1e-7)
