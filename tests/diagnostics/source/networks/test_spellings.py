import pytest

from diagnostics.graph import keras_tables
from diagnostics.source.networks import spellings


def accepted(name):
    return keras_tables.accepted_by_layer(name)


@pytest.mark.parametrize(
    ("class_name", "key", "today"),
    [
        ("Dense", "units", "units"),
        ("Dense", "output_dim", "units"),
        ("Conv2D", "border_mode", "padding"),
        ("LSTM", "inner_activation", "recurrent_activation"),
        ("LSTM", "consume_less", None),
        ("Dense", "nonsense", "nonsense"),
    ],
)
def test_arguments(class_name, key, today):
    assert spellings.argument_of_layer(class_name, key, accepted(class_name)) == today


def test_every_translation_leads_to_a_layer_of_today():
    assert set(spellings.LAYERS.values()) <= set(keras_tables.names("layers"))
    assert not set(spellings.GONE) & set(keras_tables.names("layers"))
