import keras
from keras.layers import Dense, Dropout

model = keras.Sequential([keras.Input((20,)), Dense(32, "relu"), Dropout(0.2), Dense(1, "sigmoid")])
model.compile(loss="binary_crossentropy", optimizer="adam")
