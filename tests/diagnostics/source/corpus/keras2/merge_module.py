from keras.layers import Input, Conv2D, Activation
from keras.layers.merge import add, concatenate, Multiply
from keras.models import Model

inp = Input(shape=(32, 32, 3))
a = Conv2D(16, (3, 3), padding='same')(inp)
b = Conv2D(16, (1, 1), padding='same')(inp)
s = add([a, b])
s = Activation('relu')(s)
c = concatenate([s, inp], axis=-1)
c = Conv2D(16, (3, 3), padding='same')(c)
out = Multiply()([c, s])
model = Model(inputs=inp, outputs=out)
