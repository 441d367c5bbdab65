import keras
from keras import layers
tied = layers.Dense(16, activation="tanh")
i = keras.Input((16,))
x = tied(i)
x = tied(x)
x = tied(x)
o = layers.Dense(1, activation="sigmoid")(x)
rec = keras.Model(i, o)
rec.compile("sgd", "binary_crossentropy")
