import keras
from keras.layers import Dense

start = keras.Input((784,))
encoded = Dense(32, activation="relu")(start)
encoder = keras.Model(start, encoded)
model = keras.Model(start, Dense(784, activation="sigmoid")(encoded))
model.compile(optimizer="adam", loss="binary_crossentropy")
