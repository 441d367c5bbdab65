import keras
from keras import layers

kind = "wide"
match kind:
    case "wide":
        widths = [512]
    case "deep":
        widths = [64] * 6
    case _:
        raise ValueError(kind)
model = keras.Sequential([layers.Input((18,))] + [layers.Dense(w, activation="relu") for w in widths] + [layers.Dense(3)])
model.compile(optimizer="lion", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
