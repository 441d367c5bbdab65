from tensorflow.keras.layers import Input, GRU, Dense, Masking
from tensorflow.keras.models import Model
i = Input(batch_shape=(16, 20, 2))
x = Masking(mask_value=-1.)(i)
x = GRU(12, return_sequences=True, recurrent_dropout=.1)(x)
x = GRU(6, go_backwards=True)(x)
m = Model(i, Dense(1)(x))
m.compile('adam', 'mse')
