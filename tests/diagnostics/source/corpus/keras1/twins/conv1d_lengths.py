import keras
from keras import layers

model = keras.Sequential([
    keras.Input((100, 6)),
    layers.Conv1D(24, 5, padding="same", activation="relu"),
    layers.MaxPooling1D(2),
    layers.Conv1D(48, 5, strides=2, activation="relu"),
    layers.MaxPooling1D(3, strides=2),
    layers.Flatten(),
    layers.Dropout(0.4),
    layers.Dense(1, kernel_initializer="uniform"),
])
model.compile("rmsprop", "mse")
model.fit(None, None, epochs=40, batch_size=16)
