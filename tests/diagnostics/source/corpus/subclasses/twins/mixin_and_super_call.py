import keras
from keras import layers as L

model = keras.Sequential([keras.Input((16,)), L.Dense(32, "relu"), L.Dense(16, "relu"), L.Dense(1, "sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam")
