import keras
from keras import layers

BUILDERS = {}


def register(name):
    def wrap(fn):
        BUILDERS[name] = fn
        return fn
    return wrap


@register("mlp")
def make_mlp(width=64):
    return keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(width, "relu"), layers.Dense(10, "softmax")])


@register("cnn")
def make_cnn(width=8):
    return keras.Sequential([
        keras.Input((28, 28, 1)),
        layers.Conv2D(width, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(), layers.Dense(10, "softmax"),
    ])


def get_model(name, **kw):
    if name not in BUILDERS:
        raise KeyError(f"unknown model {name}: {sorted(BUILDERS)}")
    return BUILDERS[name](**kw)


model = get_model("cnn", width=12)
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
