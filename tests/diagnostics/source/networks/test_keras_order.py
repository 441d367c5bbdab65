import pytest

from tests.diagnostics.source.small import names_after

TWO_TOWERS = """
import keras
from keras import layers
image, words = keras.Input((8,), name='image'), keras.Input((5,), name='words')
a = layers.Dropout(0.5, name='drop')(image)
a = layers.Dense(4, name='narrow')(a)
b = layers.Embedding(9, 4, name='embed')(words)
b = layers.Dropout(0.5, name='drop_words')(b)
b = layers.LSTM(4, name='lstm')(b)
lost = layers.Dense(7, name='lost')(image)
joined = layers.add([a, b], name='join')
model = keras.Model([image, words], layers.Dense(1, name='last')(joined))
"""


def listed(text):
    return names_after(f"{text}\nfound = [each.name for each in model.layers]")["found"]


def test_the_deepest_come_first_and_what_leads_nowhere_is_none_of_them():
    assert listed(TWO_TOWERS) == ["words", "image", "embed", "drop", "drop_words", "narrow", "lstm", "join", "last"]


def test_a_shared_layer_stands_once():
    text = """
import keras
from keras import layers
a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
shared = layers.Dense(4, name='shared')
once = shared(a)
twice = shared(layers.Dense(4, name='before')(b))
model = keras.Model([a, b], layers.add([once, layers.Dense(4, name='after')(twice)], name='join'))
"""
    assert listed(text) == ["b", "a", "before", "shared", "after", "join"]


def test_operations_are_no_layers_and_inputs_that_nothing_reads_come_late():
    text = """
import keras
from keras import layers
a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
model = keras.Model([a, b], layers.Dense(4, name='out')(a + layers.Dense(4, name='side')(a)))
"""
    assert listed(text) == ["a", "side", "b", "out"]


@pytest.mark.parametrize("index", ["model.layers[1]", "model.get_layer(index=1)"])
def test_a_model_within_is_one_layer(index):
    text = f"""
import keras
from keras import layers
base = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)], name='base')
entrance = keras.Input((4,), name='entrance')
model = keras.Model(entrance, layers.Dense(1, name='head')(base(entrance)))
found = {index}.name
"""
    assert names_after(text)["found"] == "base"
