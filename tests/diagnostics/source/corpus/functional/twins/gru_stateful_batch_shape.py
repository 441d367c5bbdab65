import keras
from keras.layers import GRU, Dense, Masking

model = keras.Sequential([
    keras.Input(batch_shape=(16, 20, 2)), Masking(mask_value=-1.0), GRU(12, return_sequences=True, recurrent_dropout=0.1),
    GRU(6, go_backwards=True), Dense(1),
])
model.compile("adam", "mse")
