import keras
from keras import layers
inp = keras.Input((32, 32, 16))
outs = [inp]
for r in [1, 2, 4, 8]:
    y = layers.Conv2D(16, 3, padding="same", dilation_rate=r, activation="relu", name=f"aspp_{r}")(outs[-1])
    outs += [y]
x = layers.Concatenate(axis=-1)(outs[1:])
x = layers.Conv2D(2, 1, activation="softmax")(x)
aspp = keras.Model(inp, x)
