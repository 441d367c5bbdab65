import pytest

from diagnostics.fixes.fitting_metric import FittingMetric
from diagnostics.fixes.fix import Clues
from diagnostics.rules.spc.metric_mismatch import MetricMismatch
from tests.diagnostics.factories import chain, declared, image, layer
from tests.diagnostics.fixes.applied import applied


def spec_of(loss, metrics, **output):
    return chain(image(4), layer("Dense", **output), training={"loss": loss, "metrics": metrics})


def found(spec):
    return list(MetricMismatch().check(declared(spec)))


@pytest.mark.parametrize(
    ("loss", "metrics", "fitting", "output"),
    [
        ("mse", ["accuracy"], ["mean_absolute_error"], {"units": 1}),
        ("mse", ["mse", "accuracy"], ["mse", "mean_absolute_error"], {"units": 1}),
        ("categorical_crossentropy", ["binary_accuracy"], ["accuracy"], {"units": 5, "activation": "softmax"}),
        (
            "categorical_crossentropy",
            ["accuracy", "binary_accuracy"],
            ["accuracy"],
            {"units": 5, "activation": "softmax"},
        ),
        ("sparse_categorical_crossentropy", ["AUC", "acc"], ["accuracy", "acc"], {"units": 5, "activation": "softmax"}),
    ],
)
def test_a_metric_at_fault_gives_way_to_one_that_fits(loss, metrics, fitting, output):
    spec = spec_of(loss, metrics, **output)
    after = applied(FittingMetric, spec, Clues(found(spec)))
    assert after == spec_of(loss, fitting, **output)
    assert not found(after)
    assert FittingMetric().apply(after, Clues(found(spec))) is None


def test_metrics_that_no_finding_names_stay():
    assert FittingMetric().apply(spec_of("mse", ["accuracy"], units=1), Clues()) is None
