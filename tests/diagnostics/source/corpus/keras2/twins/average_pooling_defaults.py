import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((32, 32, 1)),
    l.Conv2D(6, 3, activation="relu"), l.AveragePooling2D(2), l.Conv2D(16, 3, activation="relu"), l.AveragePooling2D(2),
    l.Flatten(), l.Dense(120, "relu"), l.Dense(84, "relu"), l.Dense(10, "softmax"),
])
