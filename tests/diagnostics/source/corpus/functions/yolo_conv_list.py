# darknet style list of layers
from tensorflow.keras.layers import *
from tensorflow.keras.models import Model

layers_cfg = """
conv 16 3 1
max 2
conv 32 3 1
max 2
conv 64 3 1
conv 32 1 1
conv 64 3 1
"""
inputs = Input((64, 64, 3))
x = inputs
for n, line in enumerate(layers_cfg.strip().splitlines()):
    kind, *args = line.split()
    args = list(map(int, args))
    if kind == 'conv':
        f, k, s = args
        x = Conv2D(f, k, strides=s, padding='same', use_bias=False, name='conv_%d' % n)(x)
        x = BatchNormalization(name='norm_%d' % n)(x)
        x = LeakyReLU(negative_slope=0.1)(x)
    elif kind == 'max':
        x = MaxPooling2D(args[0])(x)
out = Conv2D(5 * (4 + 1 + 3), (1, 1), name='detect')(x)
model = Model(inputs, out)
