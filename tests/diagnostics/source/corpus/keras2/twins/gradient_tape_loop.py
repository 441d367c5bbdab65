import keras
from keras.layers import Dense

model = keras.Sequential([keras.Input((784,)), Dense(64, "relu"), Dense(64, "relu"), Dense(10)])
