import keras
import pytest
from keras import ops

from diagnostics.graph.operations import equivalent
from tests.diagnostics.graph.operating import ROW, X, Y, check

KERAS_SAYS = [
    (lambda x, y: x + y, ("add", [X, Y])),
    (lambda x, y: x - y, ("math.subtract", [X], {"y": Y})),
    (lambda x, y: x * y, ("Multiply", [X, Y])),
    (ops.maximum, ("tf.maximum", [X, Y])),
    (ops.minimum, ("keras.ops.minimum", [X, Y])),
    (lambda x, y: x + y + x, ("add_n", [[X, Y, X]])),
    (lambda x, y: ops.concatenate([x, y], axis=1), ("tf.concat", [[X, Y], 1])),
    (lambda x, y: ops.concatenate([x, y], axis=-1), ("Concatenate", [[X, Y]], {"axis": -1})),
    (lambda x, _: x + 2, ("add", [X, 2])),
    (lambda x, _: x - 2, ("subtract", [X, 2])),
    (lambda x, _: 2 - x, ("subtract", [2, X])),
    (lambda x, _: x * 0.5, ("multiply", [0.5, X])),
    (lambda x, _: x / 4, ("TrueDivide", [X, 4])),
    (lambda x, _: -x, ("negative", [X])),
    (lambda x, _: x**2, ("Power", [X, 2])),
    (lambda x, _: ops.square(x), ("tf.square", [X])),
    (lambda x, _: x - ops.convert_to_tensor([1.0, 2, 3, 4, 5, 6]), ("subtract", [X, [1.0, 2, 3, 4, 5, 6]])),
    (lambda x, _: ops.relu(x), ("tf.nn.relu", [X])),
    (lambda x, _: ops.relu(x), ("maximum", [X, 0])),
    (lambda x, _: keras.activations.relu(x, max_value=1.0), ("ReLU", [X], {"max_value": 1.0, "threshold": 0.0})),
    (lambda x, _: ops.leaky_relu(x, 0.3), ("tf.nn.leaky_relu", [X], {"alpha": 0.3})),
    (lambda x, _: ops.leaky_relu(x), ("LeakyRelu", [X], {"negative_slope": 0.2})),
    (lambda x, _: ops.elu(x, 0.5), ("Elu", [X], {"alpha": 0.5})),
    (lambda x, _: ops.softmax(x, axis=1), ("softmax", [X, 1])),
    (lambda x, _: ops.softmax(x), ("tf.nn.softmax", [X], {"axis": None})),
    (lambda x, _: ops.gelu(x, approximate=False), ("tf.nn.gelu", [X])),
    (lambda x, _: ops.log_softmax(x), ("LogSoftmax", [X], {"axis": -1})),
    (lambda x, _: ops.sigmoid(x), ("tf.math.sigmoid", [], {"x": X})),
    (lambda x, _: ops.exp(x), ("tf.exp", [X])),
    (lambda x, _: ops.normalize(x), ("Normalize", [X], {"axis": -1, "order": 2})),
    (lambda x, _: ops.cast(x, "float32"), ("tf.cast", [X, "float32"])),
]


@pytest.mark.parametrize(("said", "asked"), KERAS_SAYS)
def test_the_layer_answers_as_the_operation_does(said, asked):
    check(said, *asked)


@pytest.mark.parametrize(
    ("operation", "arguments", "keywords"),
    [
        ("divide", [X, Y], {}),
        ("divide", [1, X], {}),
        ("divide", [X, 0], {}),
        ("add", [X, ROW], {}),
        ("add", [X, "text"], {}),
        ("add", [X], {}),
        ("multiply", [X, True], {}),
        ("power", [X, 3], {}),
        ("maximum", [X, 1], {}),
        ("concat", [[X, Y], 0], {}),
        ("concat", [[X, 3]], {}),
        ("gelu", [X], {"approximate": True}),
        ("softmax", [X], {"what": 1}),
        ("cast", [X, "int32"], {}),
        ("matmul", [X, Y], {}),
        ("", [], {}),
        ("add", [], {}),
        ("relu", [], {}),
    ],
)
def test_what_no_layer_does_is_none(operation, arguments, keywords):
    assert equivalent(operation, arguments, keywords) is None
