import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((1000,), dtype="int32"),
    l.Embedding(20001, 100, trainable=False),
    l.Conv1D(128, 5, activation="relu"), l.MaxPooling1D(5), l.Conv1D(128, 5, activation="relu"), l.GlobalMaxPooling1D(),
    l.Dense(128, "relu"), l.Dense(20, "softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer="rmsprop")
