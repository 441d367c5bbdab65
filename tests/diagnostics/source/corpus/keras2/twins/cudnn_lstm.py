import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((60, 8)),
    l.LSTM(128, return_sequences=True), l.Dropout(0.2), l.BatchNormalization(),
    l.LSTM(128), l.Dropout(0.2), l.BatchNormalization(),
    l.Dense(32, "relu"), l.Dropout(0.2), l.Dense(2, "softmax"),
])
