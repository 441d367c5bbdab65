import keras
from keras.layers import LSTM, Dense

model = keras.Sequential([keras.Input((1, 3)), LSTM(4), Dense(1)])
model.compile(loss="mean_squared_error", optimizer="adam")
model.fit(None, None, epochs=100, batch_size=1)
