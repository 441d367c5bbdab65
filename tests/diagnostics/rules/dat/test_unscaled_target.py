import pytest

from diagnostics.rules.dat.unscaled_target import UnscaledTarget
from tests.diagnostics.factories import chain, data, facts, layer
from tests.diagnostics.rules.dat.splits import split, spread


def spec(*last, loss="mse"):
    hidden = layer("Dense", "hidden", units=8, activation="relu")
    return chain(layer("InputLayer", "table", shape=[4]), hidden, *last, training={"loss": loss})


LINEAR = layer("Dense", "output", units=1)


def found(*columns, spec=spec(LINEAR), **thresholds):  # noqa: B008
    known = facts(train=split(columns=columns), task="regression", input_shape=(4,))
    return list(UnscaledTarget(**thresholds).check(data(spec, known)))


@pytest.mark.parametrize("target", [spread(200.0, 10.0), spread(0.0, 150.0), spread(-200.0, 1.0)])
def test_large_targets_are_a_warning(target):
    (finding,) = found(target)
    assert (finding.severity, finding.at) == ("warning", ("/dataset/labels",))
    assert finding.evidence["fault"] == "too large"


def test_very_large_targets_are_an_error():
    assert found(spread(180_000.0, 80_000.0))[0].severity == "error"
    assert found(spread(1e4, 1.0))[0].severity == "warning"


def test_tiny_targets_are_a_warning():
    (finding,) = found(spread(1e-4, 1e-4))
    assert (finding.severity, finding.evidence["fault"]) == ("warning", "too small")


@pytest.mark.parametrize("target", [spread(100.0, 9.0), spread(22.0, 100.0), spread(0.0, 0.01)])
def test_at_the_threshold_is_healthy(target):
    assert not found(target)


def test_one_column_of_several_is_enough():
    (finding,) = found(spread(0.0, 1.0), spread(5000.0, 300.0))
    assert finding.evidence["mean"] == 5000.0


@pytest.mark.parametrize("loss", ["mean_squared_logarithmic_error", "mean_absolute_percentage_error", "poisson"])
def test_losses_without_units_are_healthy(loss):
    assert not found(spread(5000.0, 300.0), spec=spec(LINEAR, loss=loss))


@pytest.mark.parametrize(
    "last",
    [
        [layer("Dense", "output", units=1, activation="sigmoid")],
        [LINEAR, layer("Rescaling", "scale", scale=5000.0)],
        [LINEAR, layer("Activation", "squash", activation="tanh")],
    ],
    ids=["bounded", "rescaled", "bounded by a layer"],
)
def test_outputs_that_are_bounded_or_rescaled_are_other_matters(last):
    assert not found(spread(5000.0, 300.0), spec=spec(*last))


def test_an_activation_of_its_own_that_bounds_nothing():
    assert found(spread(5000.0, 300.0), spec=spec(LINEAR, layer("ReLU", "positive"))) == []
    assert found(spread(5000.0, 300.0), spec=spec(LINEAR, layer("Activation", "positive", activation="relu")))


def test_classes_and_figures_that_are_no_numbers_say_nothing():
    assert not list(UnscaledTarget().check(data(spec(LINEAR), facts())))
    assert not found(spread(float("nan"), float("nan")))
    assert not found(spread(0.0, 0.0))
