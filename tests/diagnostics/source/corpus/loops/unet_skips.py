import keras
from keras.layers import *
from keras.models import Model

def unet(depth=4, base=8):
    skips = []
    i = Input((256, 256, 1))
    x = i
    for level in range(depth):
        x = Conv2D(base * 2 ** level, 3, padding="same", activation="relu")(x)
        x = Conv2D(base * 2 ** level, 3, padding="same", activation="relu")(x)
        skips.append(x)
        x = MaxPooling2D()(x)
    x = Conv2D(base * 2 ** depth, 3, padding="same", activation="relu")(x)
    for level in reversed(range(depth)):
        x = UpSampling2D()(x)
        x = Conv2D(base * 2 ** level, 2, padding="same", activation="relu")(x)
        x = Concatenate()([skips.pop(), x])
        x = Conv2D(base * 2 ** level, 3, padding="same", activation="relu")(x)
    return Model(i, Conv2D(1, 1, activation="sigmoid")(x))

m = unet()
m.compile(optimizer=keras.optimizers.Adam(1e-4), loss="binary_crossentropy", metrics=["accuracy"])
