import keras
from keras import layers

REGISTRY = {}


def register(fn):
    REGISTRY[fn.__name__] = fn
    return fn


def dense_stack(x, widths, *, act="relu", bn=True):
    for w in widths:
        x = layers.Dense(w, use_bias=not bn)(x)
        if bn:
            x = layers.BatchNormalization()(x)
        x = layers.Activation(act)(x)
    return x


@register
def tiny(inp, n):
    return layers.Dense(n, "softmax")(dense_stack(inp, [64]))


@register
def wide(inp, n):
    return layers.Dense(n, "softmax")(dense_stack(inp, (512, 512), act="swish"))


def get(name, input_dim=784, n=10):
    inp = keras.Input(shape=(input_dim,))
    net = keras.Model(inp, REGISTRY[name](inp, n), name=name)
    net.compile(keras.optimizers.Nadam(2e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


nets = {k: get(k) for k in REGISTRY}
for k, net in nets.items():
    net.summary()
