import numpy as np
import pandas as pd
from sklearn.preprocessing import MinMaxScaler
from keras.models import Sequential
from keras.layers import LSTM, Dense, Dropout, Input

df = pd.read_csv('AAPL.csv')
data = df[['Open', 'High', 'Low', 'Close', 'Volume']].values
scaler = MinMaxScaler(feature_range=(0, 1))
scaled = scaler.fit_transform(data)

n_past = 60
n_features = 5


def make_xy(arr, n_past):
    X, y = [], []
    for i in range(n_past, len(arr)):
        X.append(arr[i - n_past:i])
        y.append(arr[i, 3])
    return np.array(X), np.array(y)


X_train, y_train = make_xy(scaled, n_past)

regressor = Sequential()
regressor.add(Input(shape=(n_past, n_features)))
regressor.add(LSTM(units=50, return_sequences=True))
regressor.add(Dropout(0.2))
regressor.add(LSTM(units=50, return_sequences=True))
regressor.add(Dropout(0.2))
regressor.add(LSTM(units=50))
regressor.add(Dropout(0.2))
regressor.add(Dense(units=1))
regressor.compile(optimizer='adam', loss='mean_squared_error')
regressor.fit(X_train, y_train, epochs=100, batch_size=32, validation_split=0.1, shuffle=False)
