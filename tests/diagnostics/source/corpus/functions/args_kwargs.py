import keras
from keras.layers import Input, Conv2D, Dense, Flatten, BatchNormalization, ReLU


def cbr(x, *args, bn=True, **kwargs):
    kwargs.setdefault("padding", "same")
    x = Conv2D(*args, **kwargs)(x)
    if bn:
        x = BatchNormalization()(x)
    return ReLU()(x)


def make(n, **options):
    inp = Input((16, 16, 1))
    x = cbr(inp, 8, 3, use_bias=False)
    x = cbr(x, 16, 3, strides=2, use_bias=False)
    x = cbr(x, 16, (1, 1), bn=False, padding="valid")
    x = Flatten()(x)
    return keras.Model(inp, Dense(n, **options)(x))


config = dict(activation="softmax", kernel_regularizer="l2")
net = make(6, **config)
net.compile(**{"optimizer": "sgd", "loss": "sparse_categorical_crossentropy"})
