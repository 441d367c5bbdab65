from keras.models import Model
from keras.layers import Input, LSTM, RepeatVector, TimeDistributed, Dense

timesteps, n_features = 30, 3
visible = Input(shape=(timesteps, n_features))
encoder = LSTM(64, activation='relu', return_sequences=True)(visible)
encoder = LSTM(16, activation='relu')(encoder)
# define reconstruct decoder
decoder1 = RepeatVector(timesteps)(encoder)
decoder1 = LSTM(16, activation='relu', return_sequences=True)(decoder1)
decoder1 = TimeDistributed(Dense(n_features))(decoder1)
# define predict decoder
decoder2 = RepeatVector(timesteps - 1)(encoder)
decoder2 = LSTM(16, activation='relu', return_sequences=True)(decoder2)
decoder2 = TimeDistributed(Dense(n_features))(decoder2)
model = Model(inputs=visible, outputs=[decoder1, decoder2])
model.compile(optimizer='adam', loss='mse')
