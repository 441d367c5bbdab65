from keras import Input, Model
from keras.layers import Conv1D, Multiply, Add, Activation, Dense, Flatten, Lambda, Cropping1D

n_filters, filter_width = 32, 2
dilation_rates = [2**i for i in range(8)] * 2

history_seq = Input(shape=(None, 1))
x = history_seq
skips = []
for dilation_rate in dilation_rates:
    x = Conv1D(16, 1, padding='same', activation='relu')(x)
    x_f = Conv1D(filters=n_filters, kernel_size=filter_width, padding='causal', dilation_rate=dilation_rate)(x)
    x_g = Conv1D(filters=n_filters, kernel_size=filter_width, padding='causal', dilation_rate=dilation_rate)(x)
    z = Multiply()([Activation('tanh')(x_f), Activation('sigmoid')(x_g)])
    z = Conv1D(16, 1, padding='same', activation='relu')(z)
    x = Add()([x, z])
    skips.append(z)

out = Activation('relu')(Add()(skips))
out = Conv1D(128, 1, padding='same')(out)
out = Activation('relu')(out)
out = Conv1D(1, 1, padding='same')(out)
model = Model(history_seq, out)
model.compile('adam', loss='mean_absolute_error')
