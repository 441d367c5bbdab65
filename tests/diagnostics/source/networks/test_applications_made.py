import pytest

from diagnostics.formats import application
from diagnostics.formats.program import resolved
from diagnostics.spec.dataset import Dataset
from diagnostics.spec.model import Model, Source
from tests.diagnostics.source.comparing import parameters
from tests.diagnostics.source.small import at, classes, layer, messages, names, only, told


def weights(text):
    found = only(text)
    return parameters(resolved(found, Model(source=Source(text="x")), Dataset(location=".")))


def test_a_base_with_a_head():
    text = """
        base = keras.applications.VGG16(include_top=False, weights='imagenet', input_shape=(64, 64, 3))
        x = layers.Flatten()(base.output)
        m = keras.Model(base.input, layers.Dense(2, name='head')(x))
        m.compile('adam', 'mse')
    """
    model = only(text)
    assert names(model)[:3] == ["input_layer", "block1_conv1", "block1_conv2"]
    assert model.outputs == ("head",)
    assert model.weights is not None
    assert model.weights.location == "keras://VGG16"
    assert model.weights.layers["block1_conv1"] == "block1_conv1"
    assert at(model.sources["input_layer"].arguments["shape"], text) == "(64, 64, 3)"


def test_a_base_that_is_called_gives_its_name_to_its_layers():
    model = only("""
        base = keras.applications.MobileNetV2(include_top=False, weights=None, pooling='avg', input_shape=(96, 96, 3))
        m = keras.Sequential([base, layers.Dense(2)])
    """)
    assert str(names(model)[1]).startswith("mobilenetv2")
    assert classes(model)[-2:] == ["GlobalAveragePooling2D", "Dense"]
    assert model.weights is None


@pytest.mark.parametrize("name", application.names())
def test_every_application_is_read(name):
    model = only(f"m = keras.applications.{name}(include_top=False, weights=None, input_shape=(224, 224, 3))")
    assert len(model.layers) == len(application.stored(name).layers)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("VGG16", 134_289_223),
        ("ResNet50", 23_602_055),
        ("MobileNet", 3_236_039),
        ("MobileNetV2", 2_266_951),
        ("MobileNetV3Small", 1_537_143),
        ("MobileNetV3Large", 4_235_399),
        ("EfficientNetB0", 4_058_538),
        ("ConvNeXtTiny", 27_825_511),
        ("NASNetMobile", 4_277_115),
        ("InceptionResNetV2", 54_347_495),
    ],
)
def test_tops_hold_as_many_weights_as_keras_gives_them(name, count):
    assert weights(f"m = keras.applications.{name}(weights=None, classes=7)") == count


def test_arguments_by_position_in_the_order_of_each():
    model = only("m = keras.applications.MobileNet((96, 96, 3), 1.0, 1, 0.001, False, None)")
    assert layer(model, "input_layer").config["shape"] == [96, 96, 3]
    model = only("m = keras.applications.ResNet50(False, None, None, (96, 96, 3))")
    assert layer(model, "input_layer").config["shape"] == [96, 96, 3]


def test_a_top_without_a_shape_takes_the_size_that_keras_gives_it():
    assert only("m = keras.applications.Xception(weights=None)").layers[0].config["shape"] == [299, 299, 3]


def test_open_classes_are_missing_from_the_top():
    (missing,) = only("m = keras.applications.MobileNet(weights=None, classes=n)").missing
    assert missing.expression == "n"


@pytest.mark.parametrize(
    "call",
    [
        "MobileNetV3Small(alpha=0.75)",
        "MobileNet(alpha=a)",
        "MobileNet(alpha=10 ** 400)",
        "MobileNetV3Small(minimalistic=True)",
        "EfficientNetV2B0(include_preprocessing=False)",
    ],
)
def test_other_widths_and_forms_are_told(call):
    base = call.replace("(", "(include_top=False, ")
    assert "keras.applications." in told(f"m = keras.Sequential([keras.applications.{base}, layers.Flatten()])")


def test_weights_from_a_file_are_noted():
    model = only("m = keras.applications.VGG16(include_top=False, weights='mine.h5', input_shape=(64, 64, 3))")
    assert model.weights is None
    assert "the weights in 'mine.h5' are not read; give their location in the job" in messages(model)


def test_a_mobilenet_of_another_width_has_weights_of_its_own():
    model = only("m = keras.applications.MobileNetV2(alpha=0.5, include_top=False, input_shape=(96, 96, 3))")
    assert model.layers[1].config["filters"] == 16
    assert model.weights is not None
    assert model.weights.location == "keras://MobileNetV2?alpha=0.5"
