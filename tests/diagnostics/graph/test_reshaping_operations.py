import pytest
from keras import ops

from diagnostics.graph.operations import Equivalent, Tensor, equivalent
from tests.diagnostics.graph.operating import ROW, X, check

KERAS_SAYS = [
    (lambda x, _: ops.reshape(x, (-1, 120)), ("tf.reshape", [X, [-1, 120]])),
    (lambda x, _: ops.reshape(x, (-1, 30, 4)), ("Reshape", [X], {"newshape": (-1, 30, 4)})),
    (lambda x, _: ops.transpose(x, (0, 3, 1, 2)), ("tf.transpose", [X], {"perm": [0, 3, 1, 2]})),
    (lambda x, _: ops.swapaxes(x, 1, -1), ("swapaxes", [X, 1, -1])),
    (lambda x, _: ops.expand_dims(x, 2), ("tf.expand_dims", [X, 2])),
    (lambda x, _: ops.expand_dims(x, -1), ("ExpandDims", [X], {"axis": -1})),
    (lambda x, _: ops.mean(x, axis=(1, 2)), ("tf.reduce_mean", [X, [1, 2]])),
    (lambda x, _: ops.mean(x, axis=[1, 2], keepdims=True), ("Mean", [X], {"axis": [-3, -2], "keepdims": True})),
    (lambda x, _: ops.max(x, axis=[1, 2]), ("reduce_max", [X], {"axis": [1, 2]})),
    (lambda x, _: ops.mean(x, axis=(2, 3)), ("mean", [X, (2, 3)])),
    (lambda x, _: ops.pad(x, ((0, 0), (1, 2), (0, 3), (0, 0))), ("tf.pad", [X, [[0, 0], [1, 2], [0, 3], [0, 0]]])),
]


@pytest.mark.parametrize(("said", "asked"), KERAS_SAYS)
def test_the_layer_answers_as_the_operation_does(said, asked):
    check(said, *asked)


def test_the_mean_over_a_sequence_is_global_pooling():
    wanted = Equivalent("GlobalAveragePooling1D", {"keepdims": False}, ("row",))
    assert equivalent("tf.reduce_mean", [ROW], {"axis": 1}) == wanted


def test_axes_of_length_1_go():
    wanted = Equivalent("Reshape", {"target_shape": [-1, 6]}, ("x",))
    assert equivalent("squeeze", [Tensor("x", (1, None, 6)), 1]) == wanted


@pytest.mark.parametrize(
    ("operation", "arguments", "keywords"),
    [
        ("reshape", [X, (-1, 60)], {}),
        ("reshape", [Tensor("z"), (-1, 60)], {}),
        ("reshape", [X, (2, 60)], {}),
        ("reshape", [X, "text"], {}),
        ("transpose", [X], {}),
        ("transpose", [X, (1, 0, 2, 3)], {}),
        ("expand_dims", [X, 0], {}),
        ("squeeze", [X, 1], {}),
        ("squeeze", [X], {}),
        ("mean", [X], {}),
        ("mean", [X, 0], {}),
        ("mean", [X, 9], {}),
        ("mean", [X, 1], {}),
        ("pad", [X, [[0, 0], [1, 1], [1, 1], [0, 0]], "reflect"], {}),
        ("pad", [X, 3], {}),
    ],
)
def test_what_no_layer_does_is_none(operation, arguments, keywords):
    assert equivalent(operation, arguments, keywords) is None
