import json

import pytest

from diagnostics.build.keras_tables import TABLE, tables
from diagnostics.graph import keras_tables
from diagnostics.graph.plain import RUNS_CODE
from tests.diagnostics.factories import chain, image, layer


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # TensorFlow's own warnings on import are not ours
def test_the_table_says_what_the_installed_keras_has():
    assert json.loads(TABLE.read_text(encoding="utf-8")) == json.loads(json.dumps(tables()))


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_layers_get_the_names_that_keras_would_give_them():
    naming = pytest.importorskip("keras.src.utils.naming")
    given = {name: chain(image(4), layer("Flatten"), layer(name)).model.layers[-1].name for name in _simple_layers()}
    assert given == {name: naming.to_snake_case(name) + ("_1" if name == "Flatten" else "") for name in given}


def _simple_layers():
    """The classes without required arguments that may be declared."""
    free = (name for name in keras_tables.names("layers") if not keras_tables.required("layers", name))
    return [name for name in free if name not in RUNS_CODE | {"InputLayer"}]


@pytest.mark.parametrize(
    ("kind", "name", "class_name"),
    [
        ("initializers", "GLOROT_UNIFORM", "GlorotUniform"),
        ("initializers", "HeNormal", "HeNormal"),
        ("losses", "mse", "MeanSquaredError"),
        ("losses", "MSE", "MeanSquaredError"),
        ("optimizers", "adam", "Adam"),
        ("metrics", "mae", "MeanAbsoluteError"),
        ("losses", "no_such_loss", None),
    ],
)
def test_short_names_stand_for_classes(kind, name, class_name):
    assert keras_tables.class_of(kind, name) == class_name


@pytest.mark.parametrize(
    ("class_name", "kernel", "weights"),
    [
        ("Dense", True, True),
        ("DepthwiseConv2D", True, True),
        ("Embedding", True, True),
        ("LSTM", True, True),
        ("MultiHeadAttention", True, True),
        ("Bidirectional", True, True),
        ("RNN", True, True),
        ("BatchNormalization", False, True),
        ("RMSNormalization", False, True),
        ("PReLU", False, True),
        ("Flatten", False, False),
        ("Dropout", False, False),
    ],
)
def test_what_layers_hold(class_name, kernel, weights):
    assert keras_tables.has_kernel(class_name) is kernel
    assert keras_tables.has_weights(class_name) is weights
