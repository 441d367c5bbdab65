from keras.models import Sequential
from keras.layers import LSTM, Dense

batch_size = 1
model = Sequential()
model.add(LSTM(50, batch_input_shape=(batch_size, 10, 1), return_sequences=True, stateful=True))
model.add(LSTM(50, stateful=True))
model.add(Dense(1))
model.compile(loss='mse', optimizer='adam')
for i in range(3):
    model.fit([], [], epochs=1, batch_size=batch_size, verbose=0, shuffle=False)
    model.reset_states()
