import keras
from keras.layers import Activation, Conv2D, add, concatenate, multiply

inp = keras.Input((32, 32, 3))
a, b = Conv2D(16, 3, padding="same")(inp), Conv2D(16, 1, padding="same")(inp)
s = Activation("relu")(add([a, b]))
c = Conv2D(16, 3, padding="same")(concatenate([s, inp]))
model = keras.Model(inp, multiply([c, s]))
