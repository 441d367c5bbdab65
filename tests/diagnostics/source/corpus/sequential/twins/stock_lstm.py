import keras
from keras.layers import LSTM, Dense, Dropout
import numpy as np

model = keras.Sequential([keras.Input((60, 5)), LSTM(50, return_sequences=True), Dropout(0.2),
                          LSTM(50, return_sequences=True), Dropout(0.2), LSTM(50), Dropout(0.2), Dense(1)])
model.compile("adam", "mean_squared_error")
model.fit(np.zeros((90, 60, 5)), np.zeros(90), epochs=100, batch_size=32, validation_split=0.1, shuffle=False)
