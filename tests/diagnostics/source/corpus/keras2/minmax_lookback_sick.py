import numpy
from keras.models import Sequential
from keras.layers import Dense, LSTM
look_back = 3
# create and fit the LSTM network
model = Sequential()
model.add(LSTM(4, input_shape=(1, look_back)))
model.add(Dense(1))
model.compile(loss='mean_squared_error', optimizer='adam', metrics=['accuracy'])
model.fit([], [], epochs=100, batch_size=1, verbose=2)
