import keras
import pytest

from diagnostics.source.networks.application_names import name_of_application


@pytest.mark.parametrize("name", ["VGG16", "ConvNeXtTiny", "EfficientNetV2B0", "MobileNetV3Small", "NASNetMobile"])
def test_names_are_those_that_keras_gives(name):
    model = getattr(keras.applications, name)(include_top=False, weights=None)
    assert name_of_application(name, {}) == model.name


@pytest.mark.parametrize(("name", "side"), [("MobileNet", 96), ("MobileNet", 128), ("MobileNetV2", 96)])
def test_some_tell_the_size_that_they_were_trained_for(name, side):
    shape = (side, side, 3)
    model = getattr(keras.applications, name)(include_top=False, weights=None, input_shape=shape)
    assert name_of_application(name, {"input_shape": shape, "weights": None}) == model.name


def test_the_weights_of_keras_tell_the_size_of_the_images_they_were_trained_on():
    assert name_of_application("MobileNetV2", {"input_shape": (75, 75, 3)}) == "mobilenetv2_1.00_224"
    assert name_of_application("MobileNetV2", {"input_shape": (96, 96, 3)}) == "mobilenetv2_1.00_96"


def test_the_name_says_the_width():
    assert name_of_application("MobileNetV2", {"input_shape": (96, 96, 3), "alpha": 0.5}) == "mobilenetv2_0.50_96"
