"""The job of arrays.yaml as a program. Deadweight reads it and runs nothing of it:

deadweight lint examples/sensors.py
deadweight diagnose examples/sensors.py --data examples/sensors.npz
"""

import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

data = np.load("sensors.npz")
readings, failed = data["x"], data["y"]

inputs = keras.Input(shape=readings.shape[1:])
x = layers.BatchNormalization()(inputs)
x = layers.Dense(32, activation="relu")(inputs)
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))

model.compile(optimizer=keras.optimizers.Adam(1e-3, beta_2=0.99), loss="binary_crossentropy", metrics=["accuracy"])
model.fit(readings, failed, batch_size=32, epochs=30, validation_split=0.2)
