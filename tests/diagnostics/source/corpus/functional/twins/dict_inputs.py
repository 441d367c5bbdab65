import keras
from keras import layers

age, income, job = keras.Input((1,)), keras.Input((1,)), keras.Input((1,), dtype="int32")
j = layers.Flatten()(layers.Embedding(12, 4)(job))
x = layers.Dense(16, activation="relu")(layers.Concatenate()([age, income, j]))
model = keras.Model([age, income, job], layers.Dense(1, activation="sigmoid")(x))
model.compile("adam", "binary_crossentropy")
