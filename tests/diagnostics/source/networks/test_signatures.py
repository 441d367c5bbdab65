import pytest

from diagnostics.graph import keras_tables
from diagnostics.source.networks import signatures


@pytest.mark.parametrize("name", sorted(keras_tables.names("layers")))
def test_every_layer_has_its_arguments_in_order(name):
    order = signatures.order_of("layers", signatures.class_of("layers", name))
    assert len(set(order)) == len(order)


def test_the_order_is_that_of_keras():
    assert signatures.order_of("layers", "Dense")[:2] == ["units", "activation"]
    assert signatures.order_of("models", "fit")[:4] == ["x", "y", "batch_size", "epochs"]
    assert signatures.knows("optimizers", "Adam")
    assert not signatures.knows("optimizers", "Nobody")
