import pytest

from diagnostics.fixes.fix import Clues
from diagnostics.fixes.he_initialisation import HeInitialisation
from tests.diagnostics.factories import chain, image, layer
from tests.diagnostics.fixes.looking import stored


def cured(*hidden):
    """The initializers that the fix puts in, by layer."""
    spec = chain(image(), *hidden, layer("Flatten"), layer("Dense", "output", units=2, activation="softmax"))
    after = HeInitialisation().apply(spec, Clues())
    if after is None:
        return None
    return {
        new.name: {key: value for key, value in new.config.items() if value != old.config[key]}
        for old, new in zip(spec.model.layers, after.model.layers, strict=True)
        if new != old
    }


def conv(**config):
    return layer("Conv2D", "conv", None, **{"filters": 4, "kernel_size": 3, "activation": "relu", **config})


@pytest.mark.parametrize(
    "kernel",
    [
        *("glorot_uniform", "GlorotNormal", "lecun_normal", "zeros", "random_normal", None),
        {"class_name": "VarianceScaling", "config": {"scale": 1.0}},
        {"class_name": "VarianceScaling", "config": {"scale": 60.0}},
        {"class_name": "RandomNormal", "config": {"stddev": 1e-3}},
        {"class_name": "RandomNormal", "config": {"stddev": 1.0}},
        {"class_name": "Constant", "config": {"value": 0.05}},
        {"class_name": "GlorotUniform", "config": {"seed": 3}},
    ],
)
def test_a_kernel_that_does_not_keep_the_signal_under_a_relu_is_replaced(kernel):
    assert cured(conv(kernel_initializer=kernel)) == {"conv": {"kernel_initializer": "he_normal"}}


@pytest.mark.parametrize(
    "kernel", ["he_normal", "HeUniform", "orthogonal", {"class_name": "VarianceScaling", "config": {"scale": 2.0}}]
)
def test_a_good_kernel_stays(kernel):
    assert cured(conv(kernel_initializer=kernel)) is None


@pytest.mark.parametrize("activation", ["relu6", "leaky_relu", "elu", "gelu", "swish"])
def test_the_relatives_of_relu_count(activation):
    assert cured(conv(activation=activation))


@pytest.mark.parametrize("activation", ["tanh", "sigmoid", "selu", None])
def test_other_activations_do_not(activation):
    assert cured(conv(activation=activation)) is None


def test_an_activation_further_on_counts():
    assert cured(conv(activation=None), layer("BatchNormalization"), layer("Activation", activation="relu"))
    assert cured(conv(activation=None), layer("LeakyReLU"))
    assert cured(conv(activation=None), layer("Activation", activation="tanh"), layer("ReLU")) is None


def test_the_output_layer_stays():
    assert HeInitialisation().apply(chain(image(4), layer("Dense", units=1, activation="relu")), Clues()) is None


def test_a_pretrained_layer_stays():
    spec = chain(image(4), layer("Dense", "base", units=4, activation="relu"), layer("Dense", units=2))
    assert HeInitialisation().apply(stored(spec, "base"), Clues()) is None


def test_a_layer_that_leads_nowhere_stays():
    spec = chain(
        image(4), layer("Dense", units=4, activation="relu"), layer("Dense", "output", inputs=["image"], units=2)
    )
    assert HeInitialisation().apply(spec, Clues()) is None


def test_a_zero_kernel_before_a_merge_stays():
    spec = chain(
        image(4),
        layer("Dense", "zero", units=4, kernel_initializer="zeros"),
        layer("Add", "sum", inputs=["zero", "image"]),
        layer("ReLU"),
        layer("Dense", units=2),
    )
    assert HeInitialisation().apply(spec, Clues()) is None


def test_a_depthwise_kernel_gets_the_axes_that_add_up():
    expected = {"class_name": "HeNormal", "config": {"input_axes": [0, 1], "output_axes": [3]}}
    depthwise = layer("DepthwiseConv2D", "conv", kernel_size=3, activation="relu")
    assert cured(depthwise) == {"conv": {"depthwise_initializer": expected}}


def test_both_kernels_of_a_separable_layer_change():
    changed = cured(layer("SeparableConv2D", "conv", filters=4, kernel_size=3, activation="relu"))["conv"]
    assert changed["pointwise_initializer"] == "he_normal"
    assert changed["depthwise_initializer"]["class_name"] == "LecunNormal"


def test_applying_it_twice_changes_nothing_more():
    spec = chain(
        image(),
        conv(),
        layer("DepthwiseConv2D", kernel_size=3, activation="relu"),
        layer("SeparableConv2D", filters=4, kernel_size=3, activation="relu"),
        layer("Flatten"),
        layer("Dense", units=2),
    )
    once = HeInitialisation().apply(spec, Clues())
    assert once is not None
    assert HeInitialisation().apply(once, Clues()) is None
