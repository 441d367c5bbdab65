from diagnostics.source.interpreter.values import Module
from diagnostics.source.networks.network import LayerClass
from tests.diagnostics.source.small import Open, messages, names_after, only, value_of


def test_names_that_the_text_binds_come_first():
    assert names_after("len = 3\nlayers = 4\na = len + layers")["a"] == 7


def test_names_that_everyone_means():
    assert value_of("keras") == Module("keras")
    assert value_of("Dense") == LayerClass("Dense", "Dense")
    assert value_of("Convolution2D") == LayerClass("Conv2D", "Convolution2D")
    assert value_of("nobody") == Open("nobody")
    assert value_of("__name__ == '__main__'") is True


def test_what_is_taken_to_be_meant_is_noted_once():
    model = only("m = Sequential([Input((4,)), Dense(3), Dense(2)])")
    assert messages(model).count("Dense is bound nowhere in the text; it is taken to be keras.layers.Dense") == 1


def test_classes_are_supplied_by_name():
    assert value_of("num_classes", classes=5) == 5
    assert value_of("num_units", classes=5) == Open("num_units")
