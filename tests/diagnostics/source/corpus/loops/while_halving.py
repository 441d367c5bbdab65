from keras.layers import Input, Conv2D, Flatten, Dense, LeakyReLU
from keras.models import Model

size = 64
n_filters = 16
inp = Input((size, size, 1))
x = inp
while size > 4:
    x = Conv2D(n_filters, 4, strides=2, padding='same')(x)
    x = LeakyReLU(0.2)(x)
    n_filters *= 2
    size //= 2
x = Flatten()(x)
critic = Model(inp, Dense(1)(x), name='critic')
critic.compile('rmsprop', 'mse')
