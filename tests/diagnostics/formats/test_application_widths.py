import keras
import pytest

from diagnostics.formats.application import stored
from diagnostics.formats.application_widths import name_at_width, of_width, width_in


def filters(layers):
    return {layer.name: layer.filters for layer in layers if isinstance(layer, keras.layers.Conv2D)}


@pytest.mark.parametrize(("name", "alpha"), [("MobileNet", 0.25), ("MobileNetV2", 0.35), ("MobileNetV2", 1.4)])
def test_the_layers_are_those_of_keras(name, alpha):
    in_keras = getattr(keras.applications, name)(alpha=alpha, weights=None, include_top=False, input_shape=(32, 32, 3))
    model = of_width(name, stored(name), alpha)
    assert model is not None
    found = {layer.name: layer.config["filters"] for layer in model.layers if layer.class_name == "Conv2D"}
    assert found == filters(in_keras.layers)
    adding = {layer.name for layer in in_keras.layers if isinstance(layer, keras.layers.Add)}
    assert {layer.name for layer in model.layers if layer.class_name == "Add"} == adding


@pytest.mark.parametrize(
    ("name", "alpha"), [("MobileNetV3Small", 0.75), ("MobileNetV2", 0.3), ("MobileNet", 0), ("VGG16", 2)]
)
def test_widths_that_are_not_known(name, alpha):
    assert of_width(name, stored(name), alpha) is None


def test_at_width_1_nothing_changes():
    assert of_width("VGG16", stored("VGG16"), 1.0) is stored("VGG16")


def test_the_name_of_weights_says_their_width():
    assert name_at_width("MobileNet", 1.0) == "MobileNet"
    assert width_in(name_at_width("MobileNet", 0.5)) == ("MobileNet", 0.5)
    assert width_in("VGG16") == ("VGG16", 1.0)
