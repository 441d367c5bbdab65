from collections import namedtuple, OrderedDict
from enum import Enum
import tensorflow as tf

class Norm(Enum):
    NONE = 0
    BATCH = 1

Block = namedtuple("Block", ["filters", "kernel", "stride", "norm"])
ARCH = OrderedDict(
    stem=Block(16, 5, 2, Norm.BATCH),
    mid=Block(32, 3, 2, Norm.BATCH),
    last=Block(filters=64, kernel=3, stride=1, norm=Norm.NONE),
)

def block(x, b, name):
    x = tf.keras.layers.Conv2D(b.filters, b.kernel, b.stride, "same", name=name)(x)
    if b.norm is Norm.BATCH:
        x = tf.keras.layers.BatchNormalization(name=name + "_bn")(x)
    return tf.keras.layers.ReLU(name=name + "_relu")(x)

inp = x = tf.keras.layers.Input((96, 96, 3))
for name, b in ARCH.items():
    x = block(x, b, name)
x = tf.keras.layers.GlobalAveragePooling2D()(x)
model = tf.keras.Model(inp, tf.keras.layers.Dense(5, activation="softmax")(x))
