import keras
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, MaxPooling2D

model = keras.Sequential([
    keras.Input((28, 28, 1)),
    Conv2D(32, 3), Activation("relu"), Conv2D(32, 3), Activation("relu"), MaxPooling2D(2), Dropout(0.25),
    Flatten(), Dense(128), Activation("relu"), Dropout(0.5), Dense(10), Activation("softmax"),
])
