from diagnostics.graph.operation_call import OperationCall, Tensor

X, Y = Tensor("x", (4,)), Tensor("y", (4,))


def test_settings_have_keras_s_names_wherever_they_stand():
    assert OperationCall("transpose", (X,), {"perm": [0, 2, 1], "name": "turned"}).settings == {"axes": [0, 2, 1]}
    assert OperationCall("mean", (X, 1, True), {}).settings == {"axis": 1, "keepdims": True}
    assert OperationCall("leakyrelu", (X,), {"alpha": 0.1}).settings == {"negative_slope": 0.1}
    assert OperationCall("celu", (X,), {"alpha": 0.1}).settings == {"alpha": 0.1}
    assert OperationCall("softmax", (X,), {"axis": None}).settings == {}


def test_operands_are_taken_from_lists_and_from_names():
    assert OperationCall("add", ([X, Y],), {}).operands == [X, Y]
    assert OperationCall("add", (X,), {"y": 2, "name": "sum"}).operands == [X, 2]
    assert OperationCall("concatenate", ([X, Y], 1), {}).settings == {"axis": 1}


def test_the_one_tensor_is_found_and_two_are_not_one():
    assert OperationCall("relu", (), {"features": X}).tensor == X
    assert OperationCall("add", (X, Y), {}).tensor is None
