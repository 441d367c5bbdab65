import pytest

from tests.diagnostics.source.small import only


@pytest.mark.parametrize(
    ("entrance", "shape"),
    [
        ("keras.Input(shape=(8, 3))", [8, 3]),
        ("keras.Input(batch_shape=(None, 8, 3))", [8, 3]),
        ("keras.Input((8, 3), batch_size=16)", [8, 3]),
        ("layers.InputLayer(input_shape=(8, 3))", [8, 3]),
        ("layers.InputLayer(batch_input_shape=(16, 8, 3))", [8, 3]),
        ("keras.Input((None, 3))", [None, 3]),
        ("keras.Input([8.0, 3])", [8, 3]),
        ("keras.Input(8)", [8]),
    ],
)
def test_inputs(entrance, shape):
    model = only(f"m = keras.Sequential([{entrance}, layers.Dense(2)])")
    assert model.layers[0].config["shape"] == shape


@pytest.mark.parametrize(
    ("first", "shape"),
    [
        ("layers.Dense(2, input_shape=(8, 3))", [8, 3]),
        ("layers.Dense(2, input_dim=8)", [8]),
        ("layers.Dense(2, batch_input_shape=(4, 8))", [8]),
        ("layers.LSTM(2, input_dim=3, input_length=8)", [8, 3]),
        ("layers.LSTM(2, input_dim=3)", [None, 3]),
        ("layers.Embedding(9, 2, input_length=8)", [8]),
        ("layers.Conv1D(2, 3, input_shape=(8, 3))", [8, 3]),
        ("keras.Sequential([layers.Dense(2, input_shape=(8,))])", [8]),
    ],
)
def test_first_layers_that_say_the_shape(first, shape):
    model = only(f"m = keras.Sequential([{first}, layers.Dense(2)])\nm.compile('adam')")
    assert model.layers[0].config["shape"] == shape


@pytest.mark.parametrize("shape", ["(float('nan'),)", "(True, 3)", "'x'", "[[1]]", "keras", "(1.5,)"])
def test_what_is_no_shape_is_left_to_the_data(shape):
    model = only(f"m = keras.Sequential([keras.Input({shape}), layers.Dense(2)])", input_shape=(5,))
    assert model.layers[0].config["shape"] == [5]
