import keras
from keras import layers

prefix = "clf"
model = keras.Sequential(name=f"{prefix}_net")
model.add(layers.Input((20,), name=prefix + "_in"))
model.add(layers.Dense(32, name="%s_hidden_%d" % (prefix, 1)))
model.add(layers.LeakyReLU(negative_slope=0.2, name="{}_act".format(prefix)))
model.add(layers.Dense(999, activation="relu"))
model.pop()
model.add(layers.Dense(4, activation="softmax", name=f"{prefix}_out"))
model.compile("nadam", "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
