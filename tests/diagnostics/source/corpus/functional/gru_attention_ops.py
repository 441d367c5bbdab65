import keras
from keras import layers, ops

seq = keras.Input((30, 8))
h = layers.GRU(32, return_sequences=True)(seq)
score = layers.Dense(1, activation="tanh")(h)
weights = layers.Softmax(axis=1)(score)
context = layers.Multiply()([h, weights])
context = layers.GlobalAveragePooling1D()(context)
both = ops.concatenate([context, layers.GlobalMaxPooling1D()(h)], axis=-1)
out = layers.Dense(1)(both)
model = keras.Model(seq, out)
model.compile("adam", "mse")
