import keras
from keras.layers import Dense

model = keras.Sequential([keras.Input((5,)), Dense(4, "relu"), Dense(1, "softmax")])
model.compile(loss="binary_crossentropy", optimizer="adam")
