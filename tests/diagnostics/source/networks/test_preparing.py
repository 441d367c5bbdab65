import pytest

from tests.diagnostics.source.small import classes, names_after, only, value_of


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


def test_data_from_elsewhere_are_prepared_too():
    found = names_after("""
        import numpy as np
        from keras.applications.vgg16 import preprocess_input
        x = preprocess_input(np.load('x.npy'))
        train, held = x[:90], x[90:]
    """)
    assert found["train"].operations == found["held"].operations == ({"backbone": "VGG16"},)
    assert found["train"].prepared.line == 4
