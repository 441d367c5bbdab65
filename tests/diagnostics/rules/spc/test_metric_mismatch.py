import pytest

from diagnostics.rules.spc.metric_mismatch import MetricMismatch
from tests.diagnostics.factories import chain, declared, image, layer

SPARSE, ROWS, BINARY = "sparse_categorical_crossentropy", "categorical_crossentropy", "binary_crossentropy"


def found(loss, units, activation, *metrics, encoding="auto"):
    spec = chain(
        image(6),
        layer("Dense", units=units, activation=activation),
        training={"loss": loss, "metrics": list(metrics)},
        dataset={"labels": {"encoding": encoding}},
    )
    return list(MetricMismatch().check(declared(spec)))


def test_accuracy_of_a_regression():
    (finding,) = found("mse", 1, None, "mae", "accuracy")
    assert finding.severity == "warning"
    assert finding.at == ("/training/metrics/1",)
    assert finding.message == (
        "the metric 'accuracy' counts right classes, and MeanSquaredError trains a quantity, "
        "so its value says nothing about the training"
    )
    assert found("huber", 1, "relu", "Precision")
    assert found("mae", 3, None, "acc", encoding="float")


def test_accuracy_of_classes_trained_by_squared_error_is_healthy():
    assert not found("mse", 1, "sigmoid", "accuracy")
    assert not found("mse", 4, "softmax", "accuracy")
    assert not found("mse", 4, None, "accuracy")  # perhaps one-hot rows


@pytest.mark.parametrize(
    ("loss", "units", "activation", "metric"),
    [
        (SPARSE, 4, "softmax", "accuracy"),
        (SPARSE, 4, "softmax", "sparse_categorical_accuracy"),
        (SPARSE, 4, "softmax", "SparseTopKCategoricalAccuracy"),
        (ROWS, 4, "softmax", "acc"),
        (ROWS, 4, "softmax", "categorical_accuracy"),
        (ROWS, 4, "softmax", "AUC"),
        (ROWS, 2, "softmax", "binary_accuracy"),
        (BINARY, 1, "sigmoid", "accuracy"),
        (BINARY, 1, "sigmoid", "binary_accuracy"),
        (BINARY, 1, "sigmoid", "Recall"),
        (BINARY, 6, "sigmoid", "binary_accuracy"),
        ("mse", 1, None, "mae"),
        ("mse", 1, None, "RootMeanSquaredError"),
    ],
)
def test_metrics_that_fit_are_healthy(loss, units, activation, metric):
    assert not found(loss, units, activation, metric)


@pytest.mark.parametrize(
    ("loss", "units", "activation", "metric", "why"),
    [
        (SPARSE, 4, "softmax", "categorical_accuracy", "compares class numbers"),
        (SPARSE, 4, "softmax", "binary_accuracy", "compares class numbers"),
        (SPARSE, 4, "softmax", "mae", "compares class numbers"),
        (ROWS, 4, "softmax", "sparse_categorical_accuracy", "takes class numbers"),
        (ROWS, 4, "softmax", "binary_accuracy", "answering no to all is 75% right"),
        (BINARY, 4, "softmax", "binary_accuracy", "answering no to all is 75% right"),
        (BINARY, 1, "sigmoid", "categorical_accuracy", "there is but one"),
        (BINARY, 1, "sigmoid", "sparse_categorical_accuracy", "there is but one"),
    ],
)
def test_metrics_that_do_not_fit(loss, units, activation, metric, why):
    (finding,) = found(loss, units, activation, metric)
    assert why in finding.message
    assert finding.blame is None


def test_each_metric_has_a_finding_of_its_own():
    assert [finding.at for finding in found(SPARSE, 4, "softmax", "AUC", "accuracy", "mse")] == [
        ("/training/metrics/0",),
        ("/training/metrics/2",),
    ]


def test_outputs_that_cannot_be_told_are_not_judged():
    spec = chain(image(5, 3), layer("LSTM", units=1), training={"loss": "mse", "metrics": ["accuracy"]})
    assert not list(MetricMismatch().check(declared(spec)))
