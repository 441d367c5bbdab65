import keras
from keras.layers import Dense

model = keras.Sequential([keras.Input((8,)), Dense(12, "relu"), Dense(1, "sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam")
