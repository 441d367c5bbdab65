import keras
from keras.layers import *


def block(t):
    x = Activation("relu")(BatchNormalization(axis=3)(Conv2D(16, 1)(t)))
    x = Activation("relu")(BatchNormalization(axis=3)(Conv2D(16, 3, padding="same")(x)))
    x = BatchNormalization(axis=3)(Conv2D(64, 1)(x))
    return Activation("relu")(Add()([x, t]))


i = Input((64, 64, 3))
x = Activation("relu")(BatchNormalization(axis=3)(Conv2D(64, 7, strides=(2, 2))(ZeroPadding2D((3, 3))(i))))
x = MaxPooling2D((3, 3), strides=(2, 2))(x)
for _ in range(3):
    x = block(x)
x = Dense(10, activation="softmax")(Flatten()(AveragePooling2D((7, 7))(x)))
model = keras.Model(i, x)
model.compile("sgd", "categorical_crossentropy")
