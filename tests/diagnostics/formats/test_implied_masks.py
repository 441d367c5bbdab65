import json

import keras
import pytest
from keras import layers

from diagnostics.formats.errors import SavedModelError
from diagnostics.formats.keras_config import read_config


def read(inputs, outputs):
    return read_config(json.loads(keras.Model(inputs, outputs).to_json()))


def fed(model, name):
    return next(layer.inputs for layer in model.layers if layer.name == name)


def test_the_mask_of_an_embedding_is_implied():
    words = keras.Input((5,), name="words")
    embedded = layers.Embedding(9, 4, mask_zero=True, name="embedded")(words)
    both = layers.Bidirectional(layers.LSTM(3, return_sequences=True), name="both")(layers.Dropout(0.1)(embedded))
    model = read(words, layers.LSTM(2, name="last")(both))
    assert [layer.class_name for layer in model.layers] == [
        "InputLayer",
        "Embedding",
        "Dropout",
        "Bidirectional",
        "LSTM",
    ]
    assert fed(model, "last") == ("both",)


def test_that_of_a_masking_and_of_what_joins_two_of_them():
    steps = keras.Input((5, 4), name="steps")
    model = read(steps, layers.GRU(3)(layers.Masking(-1.0)(steps)))
    assert [layer.class_name for layer in model.layers] == ["InputLayer", "Masking", "GRU"]
    a, b = keras.Input((5,)), keras.Input((5,))
    shared = layers.Embedding(9, 4, mask_zero=True)
    model = read([a, b], layers.LSTM(2)(layers.Concatenate()([shared(a), shared(b)])))
    kinds = ["InputLayer", "InputLayer", "Embedding", "Embedding", "Concatenate", "LSTM"]
    assert [layer.class_name for layer in model.layers] == kinds


@pytest.mark.parametrize("compared", ["words > 0", "keras.ops.not_equal(words, 3)", "keras.ops.not_equal(other, 0)"])
def test_a_mask_of_the_user_s_own_is_refused(compared):
    words, other = keras.Input((5,), name="words"), keras.Input((5,), name="other")
    embedded = layers.Embedding(9, 4, mask_zero=True)(words)
    mask = eval(compared, {"keras": keras, "words": words, "other": other})
    with pytest.raises(SavedModelError, match="no layer does the same"):
        read([words, other], layers.LSTM(2)(embedded, mask=mask))


def test_a_comparison_that_something_else_reads_is_refused():
    words = keras.Input((5,), name="words")
    embedded = layers.Embedding(9, 4, mask_zero=True)(words)
    kept = keras.ops.cast(keras.ops.not_equal(words, 0), "float32")
    with pytest.raises(SavedModelError, match="no layer does the same"):
        read(words, [layers.LSTM(2)(embedded), kept])
