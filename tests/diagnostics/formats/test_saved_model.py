import pytest

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.saved_model import SavedLayer, SavedModel, check_built, with_mode_in_configs, with_trainable


def model(*layers):
    return SavedModel((SavedLayer("x", "InputLayer", {}, ()), *layers), (layers[-1].name,))


def dropout(name, source, *, inference=False, shares=None):
    return SavedLayer(name, "Dropout", {} if shares else {"rate": 0.5}, (source,), inference, shares)


def test_inference_is_said_where_a_list_of_layers_can_say_it():
    found = with_mode_in_configs(model(dropout("a", "x", inference=True)))
    assert found.layers[1].config["rate"] == 0.0


def test_a_layer_in_both_modes_is_refused_where_that_makes_a_difference():
    with pytest.raises(SavedModelError, match="'a' is called with training=False and without"):
        with_mode_in_configs(model(dropout("a", "x"), dropout("b", "a", inference=True, shares="a")))
    relu = [SavedLayer("r", "ReLU", {}, ("x",)), SavedLayer("s", "ReLU", {}, ("r",), True, "r")]
    with_mode_in_configs(model(*relu))


def test_training_batch_statistics_in_inference_mode_are_refused():
    norm = SavedLayer("norm", "BatchNormalization", {"trainable": True}, ("x",), True)
    with pytest.raises(SavedModelError, match="freeze it"):
        with_mode_in_configs(model(norm))
    with_mode_in_configs(with_trainable(model(norm), False))


def test_further_calls_have_no_config_to_change():
    found = with_trainable(model(dropout("a", "x"), dropout("b", "a", shares="a")), False)
    assert [layer.config for layer in found.layers[1:]] == [{"rate": 0.5, "trainable": False}, {}]


def test_a_model_without_an_input_was_never_built():
    with pytest.raises(SavedModelError, match="before it was built"):
        check_built(SavedModel((SavedLayer("a", "Dense", {"units": 2}, ()),), ("a",)))
    check_built(model(dropout("a", "x")))
