import pytest

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.layer_config import config_of, entrance_of, operation_of, translated


def dense(**config):
    return {"class_name": "Dense", "config": {"name": "d", "units": 2, **config}}


def test_the_name_stands_beside_the_config_wherever_it_was_written():
    assert translated(dense())["name"] == "d"
    assert translated({"class_name": "Sequential", "config": []})["name"] == "sequential"
    gru = translated({"class_name": "CuDNNGRU", "name": "g", "config": {"units": 3}})
    assert (gru["class_name"], gru["config"]["reset_after"]) == ("GRU", True)


def test_an_input_is_told_by_the_first_layer_or_by_the_one_inside_it():
    first = translated(dense(batch_input_shape=[None, 4]))
    entrance = {"class_name": "InputLayer", "name": "d_input", "config": {"batch_shape": [None, 4], "dtype": None}}
    assert entrance_of(first) == entrance
    assert entrance_of(translated({"class_name": "Sequential", "config": {"layers": [first]}})) == entrance
    assert entrance_of(translated(dense())) is None


def test_operations_are_told_from_layers():
    saved = {"module": "keras.src.ops.numpy", "class_name": "Mean", "config": {"name": "mean", "axis": [1]}}
    assert operation_of(saved) == ("Mean", {"axis": [1]})
    older = {"class_name": "TFOpLambda", "config": {"name": "add", "function": "math.add"}}
    assert operation_of(older) == ("math.add", {})
    assert operation_of({"module": "keras.layers", **dense()}) is None


def test_values_that_keras_writes_though_no_argument_takes_them_are_left_out():
    entry = {"class_name": "GRU", "config": {"name": "g", "units": 2, "zero_output_for_mask": False}}
    assert config_of(entry, "g", "") == {"units": 2}
    assert "zero_output_for_mask" in config_of({**entry, "config": {"zero_output_for_mask": True}}, "g", "")


@pytest.mark.parametrize(
    ("entry", "place"),
    [
        ({"class_name": "Lambda", "config": {"function": "x"}}, "/config/layers/1/class_name"),
        ({**dense(), "module": "os"}, "/config/layers/1"),
        (dense(kernel_initializer={"class_name": "Ones", "config": {}, "module": "os"}), "/config/layers/1"),
    ],
)
def test_code_and_custom_objects_are_refused_with_their_place(entry, place):
    with pytest.raises(SavedModelError, match="not loaded") as caught:
        config_of(entry, "it", "/config/layers/1")
    assert caught.value.place == place
