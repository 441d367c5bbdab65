import pytest

from tests.diagnostics.source.small import classes, only, told


@pytest.mark.parametrize(
    ("expression", "class_name"),
    [
        ("x + y", "Add"),
        ("x * y", "Multiply"),
        ("x - y", "Subtract"),
        ("keras.ops.concatenate([x, y], axis=-1)", "Concatenate"),
        ("tf.concat([x, y], axis=-1)", "Concatenate"),
        ("tf.nn.relu(x)", "Activation"),
        ("keras.activations.tanh(x)", "Activation"),
        ("keras.layers.maximum([x, y])", "Maximum"),
        ("keras.layers.merge([x, y], mode='concat')", "Concatenate"),
    ],
)
def test_operations_that_a_layer_says(expression, class_name):
    model = only(f"""
        import tensorflow as tf
        x, y = keras.Input((4,)), keras.Input((4,))
        m = keras.Model([x, y], layers.Dense(1)({expression}))
        m.compile('adam', 'mse')
    """)
    assert class_name in classes(model)


@pytest.mark.parametrize(
    "expression", ["x @ y", "x[0]", "x ** y", "keras.ops.sum(x)", "unknown(x)", "x + q", "keras.ops.add(x, [[y]] * 9)"]
)
def test_operations_that_no_layer_says_are_told(expression):
    message = told(f"""
        x, y = keras.Input((4,)), keras.Input((4,))
        m = keras.Model([x, y], layers.Dense(1)({expression}))
        m.compile('adam', 'mse')
    """)
    assert message.startswith(("line 5", "line 4"))


def test_what_keeps_everything_changes_nothing():
    assert classes(only("x = keras.Input((4,))\nm = keras.Model(x, layers.Dense(1)(x[:]))")) == ["InputLayer", "Dense"]


def test_shapes_of_tensors_are_known():
    model = only("""
        x = keras.Input((8, 8, 3))
        y = layers.Conv2D(4, 3)(x)
        m = keras.Model(x, layers.Reshape((y.shape[1] * y.shape[2], keras.backend.int_shape(y)[-1]))(y))
    """)
    assert model.layers[-1].config["target_shape"] == [36, 4]
