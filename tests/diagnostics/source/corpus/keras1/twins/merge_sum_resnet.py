import keras
from keras.layers import Activation, Add, AveragePooling2D, BatchNormalization, Conv2D, Dense, Flatten


def identity_block(x, filters):
    k1, k2, k3 = filters
    out = Activation("relu")(BatchNormalization(axis=3)(Conv2D(k1, 1)(x)))
    out = Activation("relu")(BatchNormalization(axis=3)(Conv2D(k2, 3, padding="same")(out)))
    out = BatchNormalization(axis=3)(Conv2D(k3, 1)(out))
    return Activation("relu")(Add()([out, x]))


inp = keras.Input((64, 64, 3))
out = Conv2D(64, 7, strides=2, padding="same")(inp)
out = Activation("relu")(BatchNormalization(axis=3)(out))
for _ in range(2):
    out = identity_block(out, [16, 16, 64])
out = Flatten()(AveragePooling2D((8, 8))(out))
model = keras.Model(inp, Dense(20, activation="softmax")(out))
