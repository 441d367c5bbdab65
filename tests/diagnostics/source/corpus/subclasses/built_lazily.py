import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Dense2(keras.layers.Layer):
    """linear + norm, lazily built"""
    def __init__(self, units=32, activation=None):
        super().__init__()
        self.units = units
        self.act = keras.activations.get(activation)

    def build(self, input_shape):
        self.dense = layers.Dense(self.units)
        self.norm = layers.LayerNormalization()

    def call(self, inputs):
        return self.act(self.norm(self.dense(inputs)))


class Net(keras.Model):
    def __init__(self, hidden, classes):
        super().__init__()
        self.hidden = [Dense2(h, "relu") for h in hidden]
        self.flatten = layers.Flatten()
        self.out = layers.Dense(classes)

    def call(self, x):
        x = self.flatten(x)
        for layer in self.hidden:
            x = layer(x)
        return self.out(x)


(x_train, y_train), (x_test, y_test) = keras.datasets.fashion_mnist.load_data()
x_train, x_test = x_train / 255.0, x_test / 255.0
model = Net([300, 100], 10)
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), ["accuracy"])
model.fit(x_train, y_train, epochs=5)
