import pytest

from diagnostics.formats.application_layers import is_application_s_own, public_layers
from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.keras_config import read_config
from diagnostics.formats.saved_model import SavedLayer


def test_only_layers_that_keras_defines_beside_its_applications_are_known():
    home = "keras.src.applications.convnext"
    assert is_application_s_own({"module": home, "class_name": "LayerScale"})
    assert not is_application_s_own({"module": "mine", "class_name": "LayerScale"})
    assert not is_application_s_own({"class_name": "LayerScale"})
    assert not is_application_s_own({"module": home, "class_name": "Other"})


def test_a_scaled_sum_is_a_rescaling_and_a_sum():
    scaled, whole = public_layers(SavedLayer("c", "CustomScaleLayer", {"scale": 0.2}, ("a", "b")))
    assert (scaled.class_name, scaled.config, scaled.inputs) == ("Rescaling", {"scale": 0.2}, ("b",))
    assert (whole.name, whole.class_name, whole.inputs) == ("c", "Add", ("a", scaled.name))


def test_a_dropped_path_is_a_dropout_of_whole_samples():
    [found] = public_layers(SavedLayer("d", "StochasticDepth", {"drop_path_rate": 0.1}, ("a",)))
    assert (found.class_name, found.config) == ("Dropout", {"rate": 0.1, "noise_shape": [None, 1, 1, 1]})


def test_one_without_its_settings_is_refused():
    home = "keras.src.applications.convnext"
    layers = [{"class_name": "InputLayer", "name": "i", "config": {"batch_shape": [None, 4, 4, 3]}}]
    layers += [{"class_name": "LayerScale", "module": home, "name": "s", "config": {}}]
    with pytest.raises(SavedModelError, match="not one that Keras writes"):
        read_config({"class_name": "Sequential", "config": {"layers": layers}})
