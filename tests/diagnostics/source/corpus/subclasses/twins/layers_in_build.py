import keras
from keras import layers

model = keras.Sequential([keras.Input((12,)), layers.Dense(16, "relu"), layers.Dense(8, "relu"), layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy")
