import pytest

from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.values import call_text, value_text
from tests.diagnostics.source.diff.rewritten import draft
from tests.diagnostics.source.diff.texts import ADDED, OLD


def test_objects_by_a_name_of_the_text_or_written_out():
    start = {"class_name": "HeNormal", "config": {"seed": 1}}
    assert value_text(draft(ADDED), "kernel_initializer", start) == "keras.initializers.HeNormal(seed=1)"
    assert value_text(draft(OLD), "kernel_initializer", start) == "{'class_name': 'HeNormal', 'config': {'seed': 1}}"


def test_objects_of_other_kinds_are_refused():
    with pytest.raises(NotExpressible, match="activation has a value that is written as an object of its own"):
        value_text(draft(ADDED), "activation", {"class_name": "LeakyReLU", "config": {}})


@pytest.mark.parametrize(
    ("class_name", "config", "text"),
    [
        ("BatchNormalization", {"axis": -1, "momentum": 0.9}, "keras.layers.BatchNormalization(momentum=0.9)"),
        ("Dropout", {"rate": 0.5, "seed": None}, "keras.layers.Dropout(0.5)"),
        ("Dense", {"use_bias": False, "units": 3}, "keras.layers.Dense(3, use_bias=False)"),
        ("Conv2D", {"kernel_size": [3, 3], "filters": 8}, "keras.layers.Conv2D(filters=8, kernel_size=(3, 3))"),
        ("Flatten", {"trainable": True, "dtype": None}, "keras.layers.Flatten()"),
    ],
)
def test_calls(class_name, config, text):
    assert call_text(draft(ADDED), "layers", class_name, config).replace("keras.layers", "layers") == text.replace(
        "keras.layers", "layers"
    )
