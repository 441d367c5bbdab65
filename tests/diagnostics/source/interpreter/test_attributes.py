import pytest

from diagnostics.source.interpreter.values import Module
from tests.diagnostics.source.small import Open, names_after, only, value_of


def test_attributes_of_every_kind_of_value():
    found = names_after("""
        import keras
        o = keras.optimizers.Adam(0.1)
        o.learning_rate = 0.5
        t = keras.Input((8, 3), name='i')
        d = keras.layers.Dense(4, name='d')
        a = o.learning_rate, o.beta_1, t.shape, t.name, d.units, d.name, d.trainable
    """)
    assert found["a"][0] == 0.5
    assert found["a"][2:] == ((None, 8, 3), "i", 4, "d", True)


def test_what_lies_outside_is_followed_by_name():
    assert value_of("keras.a.b") == Module("keras.a.b")
    assert isinstance(value_of("(3).real"), Open)


@pytest.mark.parametrize("shape", ["x_train.shape[1:]", "(x_train.shape[1],)"])
def test_the_shape_of_the_data_is_supplied(shape):
    text = f"m = keras.Sequential([layers.Dense(3, input_shape={shape})])\nm.compile('adam')\nm.fit(x_train, y)"
    assert only(text, input_shape=(6,), samples=9).layers[0].config["shape"] == [6]


def test_attributes_of_open_choices_are_choices():
    found = names_after("import keras\nd = keras.layers.Dense(3 if q else 4)\na = ('a' if q else 'b').upper()")
    assert set(found["a"].either) == {"A", "B"}


def test_setting_attributes_of_what_cannot_have_any_does_nothing():
    names_after("a = 3\na.b = 4\nlen.a = 1\nimport os\nos.path = 2")
