import keras
from keras.layers import LSTM, Dense

model = keras.Sequential([
    keras.Input(batch_shape=(1, 10, 1)), LSTM(50, return_sequences=True, stateful=True), LSTM(50, stateful=True), Dense(1),
])
model.compile(loss="mse", optimizer="adam")
