import keras
from keras import layers

widths = [2 ** n for n in range(7, 3, -1)]
stack = [layers.Dense(w, activation="relu") for w in widths]
model = keras.Sequential([keras.Input((10,)), *stack, layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(learning_rate=1e-2), loss="mse")
