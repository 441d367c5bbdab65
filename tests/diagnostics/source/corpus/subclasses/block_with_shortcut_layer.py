import keras
from keras import layers


class Residual(layers.Layer):
    """conv -> norm -> conv, with a projection where needed"""

    def __init__(self, filters, project=False, **kw):
        super().__init__(**kw)
        self.a = layers.Conv1D(filters, 3, padding="same", activation="relu")
        self.norm = layers.LayerNormalization()
        self.b = layers.Conv1D(filters, 3, padding="same")
        self.short = layers.Conv1D(filters, 1) if project else None
        self.add = layers.Add()

    def call(self, x):
        y = self.b(self.norm(self.a(x)))
        s = x if self.short is None else self.short(x)
        return self.add([y, s])


inp = keras.Input((50, 8))
x = Residual(16, project=True)(inp)
x = Residual(16)(x)
x = layers.GlobalAveragePooling1D()(x)
model = keras.Model(inp, layers.Dense(1, activation="sigmoid")(x))
model.compile("adam", "binary_crossentropy")
