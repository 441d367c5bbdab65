import argparse
import keras
from keras import layers
ap = argparse.ArgumentParser()
ap.add_argument("-l", "--layers", type=str, default="64,32,16", help="comma separated")
ap.add_argument("--no-bn", dest="bn", action="store_false")
ap.add_argument("--dropout", type=float, default=None)
ap.add_argument("--optimizer", default="adam")
opt = vars(ap.parse_args())

units = [int(u) for u in opt["layers"].split(",")]
first, *rest = units
inp = keras.Input((24,))
x = layers.Dense(first, activation="relu")(inp)
for u in rest:
    x = layers.Dense(u, use_bias=not opt["bn"])(x)
    if opt["bn"]:
        x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    if opt["dropout"]:
        x = layers.Dropout(opt["dropout"])(x)
model = keras.Model(inp, layers.Dense(3, activation="softmax")(x))
model.compile(opt["optimizer"], "categorical_crossentropy")
