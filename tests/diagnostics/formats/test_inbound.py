import pytest

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.inbound import Reference, calls_of, inputs_of, is_inference, references


def tensor(name, shape=(None, 4)):
    config = {"shape": list(shape), "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": config}


def called(*args, **kwargs):
    return calls_of([{"args": list(args), "kwargs": kwargs}])[0]


def names(call, class_name="Dense"):
    return [reference.name for reference in inputs_of(call, class_name, "it")]


def refused(call, class_name="Dense"):
    with pytest.raises(SavedModelError) as caught:
        inputs_of(call, class_name, "it")
    return str(caught.value)


def test_one_tensor_or_a_list_of_them():
    assert names(called(tensor("x"))) == ["x"]
    assert names(called([tensor("x"), tensor("y")], mask=[None, None]), "Add") == ["x", "y"]
    assert called(tensor("x")).references[0].shape == (4,)


def test_a_tensor_may_be_named():
    assert names(called(inputs=tensor("x"))) == ["x"]
    assert names(called(tensor("q"), value=tensor("v"), key=tensor("k")), "MultiHeadAttention") == ["q", "v", "k"]
    assert names(called(key=tensor("v"), query=tensor("q"), value=tensor("v")), "MultiHeadAttention") == ["q", "v"]


def test_settings_at_rest_are_passed_over():
    assert names(called(tensor("x"), None, mask=None, training=False, use_causal_mask=False)) == ["x"]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (called(tensor("x"), initial_state=[tensor("h")]), "is called with initial_state=…"),
        (called(tensor("x"), use_causal_mask=True), "is called with use_causal_mask=True"),
        (called(tensor("x"), tensor("y")), "is called with 2 arguments"),
        (called(3), "something other than the outputs of layers"),
        (called([tensor("x"), 3]), "something other than the outputs of layers"),
        (called(), "something other than the outputs of layers"),
    ],
)
def test_what_a_list_of_layers_cannot_say_is_refused(call, told):
    assert told in refused(call)


def test_keras_2_writes_lists():
    call, again = calls_of([[["x", 0, 0, {"training": False}], ["y", 0, 1, {}]], [["x", 1, 0]]])
    assert call.references == (Reference("x", 0), Reference("y", 0, 1))
    assert (is_inference(call), is_inference(again)) == (True, False)
    [operation] = calls_of([["x", 0, 0, {"y": ["z", 0, 0], "axis": [1, 2]}]])
    assert operation.references == (Reference("x", 0), Reference("z", 0))
    assert operation.keywords["axis"] == [1, 2]
    [constant] = calls_of([[["_CONSTANT_VALUE", -1, 2.0, {}], ["x", 0, 0, {}]]])
    assert constant.arguments == ([2.0, Reference("x", 0)],)


def test_constants_are_numbers():
    call = called(tensor("x"), {"class_name": "__tensor__", "config": {"value": [1.0], "dtype": "float32"}})
    assert call.arguments[1] == [1.0]


def test_arguments_nested_without_end_are_refused():
    value: list = []
    for _ in range(200):
        value = [value]
    with pytest.raises(SavedModelError, match="nested deeper"):
        called(value)


def test_inputs_and_outputs_may_be_listed_or_named():
    assert (
        references(["x", 0, 0]) == references([["x", 0, 0]]) == references({"a": ["x", 0, 0]}) == (Reference("x", 0),)
    )
