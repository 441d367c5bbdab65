import keras
from keras.layers import Dense, Input
layer_names = ["h%02d" % i for i in range(3)]
made = {n: Dense(12 - 2 * i, activation="relu", name=n) for i, n in enumerate(layer_names)}
x = i0 = Input((6,))
for n in sorted(made, reverse=True):
    x = made[n](x)
m = keras.Model(i0, Dense(4, activation="softmax")(x))
m.compile("adam", "sparse_categorical_crossentropy")
