import pytest

from diagnostics.source.interpreter.values import Unknown
from diagnostics.source.networks.configs import NOT_PLAIN, config_value
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasObject
from diagnostics.source.networks.network import Layer, LayerClass
from diagnostics.source.place import Place

PLACE = Place(1, 1, 1, 2)


@pytest.mark.parametrize("value", [1, 1.5, "a", None, True, [1, ["a"]], {"a": [1]}])
def test_plain_values_stay(value):
    assert config_value(value) == value


def test_objects_are_what_keras_writes_of_them():
    inner = KerasObject("regularizers", "L2", {"l2": 0.1}, PLACE)
    assert config_value(inner) == {"class_name": "L2", "config": {"l2": 0.1}}
    assert config_value(ActivationFunction("relu")) == "relu"
    assert config_value((1, 2)) == [1, 2]
    layer = Layer("Dense", {"units": 3, "kernel_regularizer": inner}, "d", PLACE)
    assert config_value(layer)["config"]["kernel_regularizer"]["class_name"] == "L2"


def test_what_is_open_is_given_back():
    unknown = Unknown("x", 1)
    assert config_value(unknown) is unknown
    assert config_value([1, [unknown]]) is unknown


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), b"x", 1j, {1, 2}, range(3), Ellipsis, LayerClass("Dense", "Dense"), [0] * 3000],
)
def test_what_no_config_holds(value):
    assert config_value(value) is NOT_PLAIN


def test_what_doubles_is_too_large():
    listed: list = [1]
    made = KerasObject("regularizers", "L2", {}, PLACE)
    for _ in range(60):
        listed = [listed, listed]
        made = KerasObject("regularizers", "L2", {"a": made, "b": made}, PLACE)
    assert config_value(listed) is NOT_PLAIN
    assert config_value({"a": listed}) is NOT_PLAIN
    assert config_value(made) is NOT_PLAIN
