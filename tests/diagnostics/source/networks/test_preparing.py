import pytest

from tests.diagnostics.source.small import classes, only, value_of


@pytest.mark.parametrize(
    ("module", "backbone"), [("vgg16", "VGG16"), ("resnet50", "ResNet50"), ("xception", "Xception")]
)
def test_arrays_are_prepared_by_name(module, backbone):
    found = value_of(f"keras.applications.{module}.preprocess_input(np.zeros((2, 8, 8, 3)))")
    assert found.operations == ({"backbone": backbone},)


def test_within_a_network_it_is_layers():
    model = only("""
        i = keras.Input((32, 32, 3))
        x = keras.applications.mobilenet_v2.preprocess_input(i)
        m = keras.Model(i, layers.Flatten()(x))
    """)
    assert classes(model)[0] == "InputLayer"
    assert classes(model)[-1] == "Flatten"
    assert len(model.layers) > 2
