from keras import layers, Input, Model


def shrink(x, width):
    """Halve until narrow."""
    if width < 4:
        return x
    x = layers.Dense(width, activation="swish")(x)
    return shrink(x, width // 2)


inp = Input(shape=(32,))
out = layers.Dense(1, activation="sigmoid")(shrink(inp, 32))
tree = Model(inputs=inp, outputs=out)
tree.compile(optimizer="adam", loss="binary_crossentropy")
