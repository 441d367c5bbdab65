import keras
from keras import layers
old = keras.Sequential([
    keras.Input((32, 32, 3)),
    layers.Conv2D(8, 3, activation="relu", name="conv"),
    layers.GlobalMaxPooling2D(name="pool"),
    layers.Dense(10, activation="softmax", name="old_head"),
])
features = old.layers[-2].output
new = keras.Model(old.inputs, layers.Dense(4, activation="softmax", name="new_head")(features))
new.get_layer("conv").trainable = False
new.compile("adam", "sparse_categorical_crossentropy")
