from functools import reduce
from keras import Input, Model, layers

def compose(*fs):
    return reduce(lambda f, g: lambda *a, **k: g(f(*a, **k)), fs)

def conv_bn_leaky(*args, **kwargs):
    return compose(layers.Dense(*args, **kwargs), layers.BatchNormalization(), layers.LeakyReLU(negative_slope=0.1))

inp = Input((20,))
x = compose(conv_bn_leaky(32, use_bias=False), conv_bn_leaky(16, use_bias=False))(inp)
out = reduce(lambda t, layer: layer(t), [layers.Dense(8, activation="relu"), layers.Dropout(0.1), layers.Dense(1)], x)
model = Model(inp, out)
