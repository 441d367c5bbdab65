import keras
from keras import layers

image, question = keras.Input((4096,)), keras.Input((30,), dtype="int32")
q = layers.LSTM(256)(layers.Embedding(10000, 300)(question))
i = layers.Dense(256, activation="tanh")(image)
m = layers.Dense(1000, activation="relu")(layers.Concatenate()([q, i]))
model = keras.Model([image, question], layers.Dense(1000, activation="softmax")(m))
