import pytest

from diagnostics.fixes.default_initialisation import DefaultInitialisation
from tests.diagnostics.factories import layer
from tests.diagnostics.fixes.looking import about, changes, cured
from tests.diagnostics.train.tiny import spec_of

OUTPUT = layer("Dense", "output", units=3, activation="softmax")


def started(*hidden, named=("hidden",), output=OUTPUT, shape=(4,)):
    spec = spec_of(*hidden, output, shape=shape)
    return changes(spec, cured(DefaultInitialisation, spec, about(*named)))


def dense(kernel, activation="tanh"):
    return layer("Dense", "hidden", units=4, activation=activation, kernel_initializer=kernel)


@pytest.mark.parametrize(
    "kernel",
    [
        *("zeros", "ones", "random_normal"),
        {"class_name": "Constant", "config": {"value": 0.05}},
        {"class_name": "RandomNormal", "config": {"stddev": 5.0}},
        {"class_name": "VarianceScaling", "config": {"scale": 60.0}},
    ],
)
def test_a_poor_kernel_goes_back_to_the_default(kernel):
    assert started(dense(kernel)) == {"hidden": {"kernel_initializer": "glorot_uniform"}}


@pytest.mark.parametrize(
    "kernel",
    ["he_normal", "lecun_uniform", "orthogonal", {"class_name": "VarianceScaling", "config": {"scale": 1 / 3}}],
)
def test_a_good_kernel_stays(kernel):
    assert started(dense(kernel)) is None


def test_selu_gets_lecun():
    assert started(dense("zeros", "selu")) == {"hidden": {"kernel_initializer": "lecun_normal"}}


def test_both_kernels_of_a_recurrent_layer_go_back():
    cell = layer("LSTM", "hidden", units=4, kernel_initializer="ones", recurrent_initializer="ones")
    assert started(cell, shape=(5, 2)) == {
        "hidden": {"kernel_initializer": "glorot_uniform", "recurrent_initializer": "orthogonal"}
    }


def test_only_named_layers_change_the_output_among_them():
    output = layer("Dense", "output", units=3, kernel_initializer="ones")
    assert started(dense("zeros"), named=["output"], output=output) == {
        "output": {"kernel_initializer": "glorot_uniform"}
    }
    assert started(dense("zeros"), named=[]) is None


def test_a_branch_that_starts_at_zero_by_design_stays():
    branch = (dense("zeros"), layer("Add", inputs=["hidden", "image"]))
    assert started(*branch) is None
