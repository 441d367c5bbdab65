import numpy as np
import tensorflow as tf
x = np.random.rand(1000, 7).astype("float32"); y = x.sum(axis=1)
norm = tf.keras.layers.Normalization(axis=-1)
norm.adapt(x)
inp = tf.keras.Input(shape=(7,))
h = norm(inp)
h = tf.keras.layers.Dense(32, activation="relu")(h)
out = tf.keras.layers.Dense(1)(h)
model = tf.keras.Model(inp, out)
model.compile("adam", "mse")
model.fit(x, y, batch_size=64, epochs=20, validation_split=0.2)
