# own weights and ops: only running it tells what it does
import keras
from keras import layers, ops


class PositionScale(layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="scale")

    def call(self, x):
        return ops.tanh(x * self.scale) * ops.softplus(self.scale)


inp = keras.Input((40,))
out = layers.Dense(1)(PositionScale()(inp))
model = keras.Model(inp, out)
