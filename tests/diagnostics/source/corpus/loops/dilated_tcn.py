# temporal conv net, residual + dilations
from tensorflow.keras.layers import Input, Conv1D, SpatialDropout1D, Activation, Add, Dense, Cropping1D, GlobalMaxPooling1D
from tensorflow.keras.models import Model

inp = Input(shape=(200, 4))
x = Conv1D(32, 1)(inp)
for dilation in [2 ** d for d in range(4)]:
    y = Conv1D(32, 3, padding='causal', dilation_rate=dilation, activation='relu')(x)
    y = SpatialDropout1D(0.05)(y)
    y = Conv1D(32, 3, padding='causal', dilation_rate=dilation, activation='relu')(y)
    x = Add()([x, y])
x = Activation('relu')(x)
x = GlobalMaxPooling1D()(x)
model = Model(inp, Dense(1)(x))
model.compile(loss='mae', optimizer='adam')
