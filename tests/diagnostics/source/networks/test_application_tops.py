import pytest

from tests.diagnostics.source.small import classes, only


@pytest.mark.parametrize(
    ("name", "top"),
    [
        ("VGG16", ["Flatten", "Dense", "Dense", "Dense"]),
        ("ResNet50", ["GlobalAveragePooling2D", "Dense"]),
        ("EfficientNetB3", ["GlobalAveragePooling2D", "Dropout", "Dense"]),
        ("MobileNet", ["GlobalAveragePooling2D", "Dropout", "Conv2D", "Reshape", "Activation"]),
        ("MobileNetV3Small",
         ["GlobalAveragePooling2D", "Conv2D", "Activation", "Dropout", "Conv2D", "Flatten", "Activation"]),
    ],
)  # fmt: skip
def test_the_layers_with_which_each_classifies(name, top):
    model = only(f"m = keras.applications.{name}(weights=None, classes=5, classifier_activation=None)")
    assert classes(model)[-len(top) :] == top
    assert model.layers[-1].name == "predictions"
    assert model.layers[-1].config["activation"] is None
