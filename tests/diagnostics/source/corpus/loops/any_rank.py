import math
from keras import layers, Input, Model

def pyramid(ndim, size, depth=None):
    depth = depth or int(math.log2(size)) - 2
    Conv, Pool = getattr(layers, f"Conv{ndim}D"), getattr(layers, f"MaxPooling{ndim}D")
    x = inp = Input((size,) * ndim + (1,))
    for d in range(depth):
        x = Conv(min(8 * 2 ** d, 32), 3, padding="same", activation="relu", name=f"conv_{d:02d}")(x)
        x = Pool(2, name=f"pool_{d:02d}")(x)
    x = layers.Flatten()(x)
    return Model(inp, layers.Dense(1)(x), name="x".join(["pyramid", str(ndim)]))

net = pyramid(2, 32)
