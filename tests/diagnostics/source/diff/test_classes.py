import pytest

from diagnostics.source.diff.classes import class_of, kind_of, short_name


@pytest.mark.parametrize(
    ("kind", "name", "class_name"),
    [
        ("initializers", "zeros", "zeros"),
        ("regularizers", "l2", "l2"),
        ("regularizers", "unknown", None),
        ("constraints", "unknown", None),
        ("losses", "mse", "MeanSquaredError"),
    ],
)
def test_names(kind, name, class_name):
    assert class_of(kind, name) == class_name


def test_keys_that_hold_objects():
    assert (kind_of("kernel_initializer"), kind_of("bias_constraint"), kind_of("units")) == (
        "initializers",
        "constraints",
        None,
    )


@pytest.mark.parametrize(
    ("kind", "class_name", "name"),
    [
        ("initializers", "HeNormal", "he_normal"),
        ("losses", "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy"),
        ("losses", "MeanSquaredError", "mean_squared_error"),
        ("regularizers", "L2", "l2"),
        ("optimizers", "SGD", "sgd"),
    ],
)
def test_short_names(kind, class_name, name):
    assert short_name(kind, class_name) == name
