from tensorflow.keras import layers, Model


def block(x, f):
    y = layers.Conv2D(f, 3, padding='same')(x)
    z = layers.BatchNormalization()(y)
    return layers.ReLU()(y)


inp = layers.Input((64, 64, 3))
x = block(inp, 16)
x = layers.MaxPooling2D()(x)
x = block(x, 32)
x = layers.GlobalAveragePooling2D()(x)
out = layers.Dense(5, activation='softmax')(x)
model = Model(inp, out)
