import keras
from keras import layers as L
from functools import partial

PARAMS = dict(depth=3, start=16, act="elu", drop=(0.1, 0.1, 0.2), n_classes=1, shape=(128, 128, 3))
Conv = partial(L.Conv2D, kernel_size=(3, 3), kernel_initializer="he_normal", padding="same")


def conv_block(t, filters, act, drop):
    t = Conv(filters, activation=act)(t)
    t = L.Dropout(drop)(t)
    return Conv(filters, activation=act)(t)


def attention_gate(g, s, filters):
    wg = L.BatchNormalization()(L.Conv2D(filters, 1, padding="same")(g))
    ws = L.BatchNormalization()(L.Conv2D(filters, 1, padding="same")(s))
    out = L.Activation("relu")(wg + ws)
    out = L.Conv2D(1, 1, padding="same", activation="sigmoid")(out)
    return out * s


def unet(*, depth, start, act, drop, n_classes, shape):
    inp = x = L.Input(shape)
    skips = []
    for d in range(depth):
        x = conv_block(x, start * 2 ** d, act, drop[d])
        skips.append(x)
        x = L.MaxPooling2D((2, 2))(x)
    x = conv_block(x, start << depth, act, 0.3)
    for d, skip in reversed(list(enumerate(skips))):
        f = start * 2 ** d
        x = L.Conv2DTranspose(f, (2, 2), strides=(2, 2), padding="same")(x)
        x = L.concatenate([x, attention_gate(x, skip, f)])
        x = conv_block(x, f, act, drop[d])
    out = L.Conv2D(n_classes, 1, activation="sigmoid" if n_classes == 1 else "softmax", dtype="float32")(x)
    return keras.Model(inp, out)


def dice_coef(y_true, y_pred, smooth=1.0):
    from keras import ops
    i = ops.sum(y_true * y_pred)
    return (2.0 * i + smooth) / (ops.sum(y_true) + ops.sum(y_pred) + smooth)


model = unet(**PARAMS)
model.compile("adam", "binary_crossentropy", metrics=[dice_coef])
