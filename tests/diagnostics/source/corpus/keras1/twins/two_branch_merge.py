import numpy as np
import keras
from keras.layers import *

a = keras.Input((784,))
b = keras.Input((100,))
x = Concatenate()([Dense(32, activation="relu")(a), Dropout(0.2)(Dense(32, activation="relu")(b))])
model = keras.Model([a, b], Dense(10, activation="softmax")(x))
model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
model.fit([np.zeros((64, 784)), np.zeros((64, 100))], np.zeros((64, 10)), epochs=10, batch_size=32)
