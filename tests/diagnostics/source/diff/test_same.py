import pytest

from diagnostics.graph.resolve import resolve
from diagnostics.source.diff.same import difference, same_value
from diagnostics.spec.reading import read_job


def network(*layers, outputs=None):
    model = {"layers": list(layers)} | ({"outputs": outputs} if outputs else {})
    return resolve(read_job({"dataset": {"location": "."}, "model": model, "training": {"loss": "mse"}}))


def layer(name, class_name="Dense", inputs=None, **config):
    config = config or ({"units": 4} if class_name == "Dense" else {})
    return {"name": name, "class_name": class_name, "config": config} | ({"inputs": inputs} if inputs else {})


INPUT = layer("i", "InputLayer", shape=[4])


@pytest.mark.parametrize(
    ("key", "one", "other", "same"),
    [
        ("activation", None, "linear", True),
        ("recurrent_activation", "relu", None, False),
        ("kernel_initializer", "he_normal", {"class_name": "HeNormal", "config": {"seed": None}}, True),
        ("kernel_initializer", "he_normal", {"class_name": "HeNormal", "config": {"seed": 1}}, False),
        ("kernel_regularizer", "l2", {"class_name": "L2", "config": {"l2": 0.01}}, True),
        ("kernel_regularizer", None, "l2", False),
        ("strides", (2, 2), [2, 2], True),
        ("rate", 1, 1.0, True),
        ("use_bias", 1, True, False),
        ("layer", {"class_name": "GRU", "config": {"units": 3, "name": "a"}},
         {"class_name": "GRU", "config": {"units": 3, "activation": "tanh"}}, True),
        ("layer", {"class_name": "GRU", "config": {"units": 3}}, {"class_name": "LSTM", "config": {"units": 3}}, False),
    ],
)  # fmt: skip
def test_values(key, one, other, same):
    assert same_value(key, one, other) is same


def test_names_and_order_do_not_matter():
    one = network(
        INPUT, layer("a", inputs=["i"]), layer("b", units=2, inputs=["i"]), layer("m", "Concatenate", ["a", "b"])
    )
    other = network(
        INPUT, layer("x", units=2, inputs=["i"]), layer("y", inputs=["i"]), layer("z", "Concatenate", ["y", "x"])
    )
    assert difference(one, other) is None


def test_which_branch_is_first_matters():
    one = network(
        INPUT, layer("a", inputs=["i"]), layer("b", units=2, inputs=["i"]), layer("m", "Concatenate", ["a", "b"])
    )
    other = network(
        INPUT, layer("a", inputs=["i"]), layer("b", units=2, inputs=["i"]), layer("m", "Concatenate", ["b", "a"])
    )
    assert difference(one, other) == "the network"


def test_one_layer_read_twice_is_not_two():
    one = network(INPUT, layer("a", inputs=["i"]), layer("b", inputs=["i"]), layer("m", "Add", ["a", "b"]))
    other = network(INPUT, layer("a", inputs=["i"]), layer("b", inputs=["i"]), layer("m", "Add", ["a", "a"]))
    assert difference(one, other) == "the network"


def test_layers_that_lead_nowhere_count():
    one = network(INPUT, layer("lost", inputs=["i"]), layer("a", inputs=["i"]), outputs=["a"])
    other = network(INPUT, layer("a", inputs=["i"]), outputs=["a"])
    assert difference(one, other) == "the network"


def test_training_and_data_count():
    one = network(INPUT, layer("a"))
    training = one.training.model_copy(update={"epochs": 3})
    dataset = one.dataset.model_copy(update={"deduplicate": True})
    assert difference(one, one.model_copy(update={"training": training})) == "training.epochs"
    assert difference(one, one.model_copy(update={"dataset": dataset})) == "dataset.deduplicate"
