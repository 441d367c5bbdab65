import keras
from keras import layers


class MLPBlock(layers.Layer):
    def __init__(self, units=64, rate=0.1, **kwargs):
        super().__init__(**kwargs)
        self.dense_1 = layers.Dense(units, activation="relu")
        self.dense_2 = layers.Dense(units, activation="relu")
        self.drop = layers.Dropout(rate)

    def call(self, inputs, training=None):
        x = self.dense_1(inputs)
        x = self.drop(x, training=training)
        return self.dense_2(x)


inputs = keras.Input(shape=(32,))
x = MLPBlock(64)(inputs)
x = MLPBlock(32, rate=0.2)(x)
outputs = layers.Dense(1)(x)
model = keras.Model(inputs, outputs)
model.compile("adam", "mse")
