import keras
from keras import layers

base = keras.Sequential([keras.Input((784,)), layers.Dense(128, "relu"), layers.Dropout(0.1), layers.Dense(128, "relu")])
a, b = keras.Input((784,)), keras.Input((784,))
model = keras.Model([a, b], layers.Subtract()([base(a), base(b)]))
