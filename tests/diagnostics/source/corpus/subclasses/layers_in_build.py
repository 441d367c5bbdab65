import keras
from keras import layers

class Mlp(keras.Model):
    def __init__(self, hidden=(16, 8), **kw):
        super().__init__(**kw)
        self.hidden = hidden

    def build(self, input_shape):
        self.stack = [layers.Dense(h, activation="relu") for h in self.hidden]
        self.out = layers.Dense(1, activation="sigmoid")
        super().build(input_shape)

    def call(self, x):
        for layer in self.stack:
            x = layer(x)
        return self.out(x)

model = Mlp()
model.compile("adam", "binary_crossentropy")
