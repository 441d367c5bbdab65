import pytest

from tests.diagnostics.source.diff.training.compiled_program import changed, trained

COMPILED = "model.compile('adam', 'categorical_crossentropy')"
GENERATORS = """SIZE = 64
data = keras.preprocessing.image.ImageDataGenerator()
train = data.flow_from_directory('a', batch_size=SIZE)
held = data.flow_from_directory('b', batch_size=SIZE)
model.fit(train, validation_data=held, steps_per_epoch=2000 // SIZE)"""
DATASET = """data = tf.data.Dataset.from_tensor_slices((X, y)).shuffle(100).batch(64)
model.fit(data, epochs=2)"""


@pytest.mark.parametrize(
    ("fitted", "come"),
    [
        (GENERATORS, ["SIZE = 8"]),
        (DATASET, ["data = tf.data.Dataset.from_tensor_slices((X, y)).shuffle(100).batch(8)"]),
    ],
)
def test_batches_that_something_else_makes(fitted, come):
    code = trained(COMPILED, fitted, "import tensorflow as tf\nfrom tensorflow import keras")
    assert changed(code, batch_size=8)[1] == come
