import keras
from keras import layers
i = keras.Input((10, 6))
h = layers.Permute((2, 1))(i)
h = layers.Conv1D(4, 3, padding="same", activation="relu")(h)
a = layers.Flatten()(h)
b = layers.Flatten()(layers.Cropping1D((2, 3))(i))
c = layers.Concatenate(axis=1)([a, b])
c = layers.UnitNormalization()(c)
o = layers.Dense(3)(c)
m = keras.Model(inputs=[i], outputs=[o])
