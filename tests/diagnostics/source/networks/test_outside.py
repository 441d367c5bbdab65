import pytest

from diagnostics.source.interpreter.values import Module
from diagnostics.source.networks.dotted_names import canonical
from diagnostics.source.networks.keras_objects import ActivationFunction, KerasClass, KerasFunction
from diagnostics.source.networks.network import LayerClass
from diagnostics.source.networks.outside import known, member_of_star


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("tensorflow.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.python.keras.layers.Dense", "keras.layers.Dense"),
        ("tensorflow.compat.v1.keras.layers.Dense", "keras.layers.Dense"),
        ("tf_keras.layers.Dense", "keras.layers.Dense"),
        ("keras.src.layers.core.dense.Dense", "keras.layers.Dense"),
        ("keras.layers.convolutional.Conv2D", "keras.layers.Conv2D"),
        ("keras.layers.experimental.preprocessing.Rescaling", "keras.layers.Rescaling"),
        ("keras.optimizers.schedules.ExponentialDecay", "keras.optimizers.schedules.ExponentialDecay"),
        ("keras.models.Model", "keras.Model"),
        ("keras.engine.topology.Layer", "keras.layers.Layer"),
        ("kerasy.layers.Dense", "kerasy.layers.Dense"),
    ],
)
def test_one_name_wherever_it_was_imported_from(path, name):
    assert canonical(path) == name


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("keras.layers.Conv2D", LayerClass("Conv2D", "Conv2D")),
        ("keras.layers.Convolution2D", LayerClass("Conv2D", "Convolution2D")),
        ("keras.optimizers.Adam", KerasClass("optimizers", "Adam")),
        ("tensorflow.train.AdamOptimizer", KerasClass("optimizers", "Adam")),
        ("keras.losses.mean_squared_error", KerasFunction("losses", "mean_squared_error")),
        ("keras.activations.relu", ActivationFunction("relu")),
        ("tensorflow.nn.softmax", ActivationFunction("softmax")),
        ("keras.layers.Nonsense", Module("keras.layers.Nonsense")),
        ("os.system", Module("os.system")),
        ("keras." + "a." * 200 + "b", Module("keras." + "a." * 200 + "b")),
    ],
)
def test_what_is_known(path, value):
    assert known(Module(path)) == value


def test_what_a_star_binds():
    assert member_of_star("keras.layers", "Dense") == Module("keras.layers.Dense")
    assert member_of_star("keras", "layers") == Module("keras.layers")
    assert member_of_star("keras.layers", "nonsense") is None
