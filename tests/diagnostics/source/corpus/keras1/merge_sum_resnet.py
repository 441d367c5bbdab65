from keras.models import Model
from keras.layers import Input, Activation, merge, Dense, Flatten
from keras.layers.convolutional import Convolution2D, AveragePooling2D
from keras.layers.normalization import BatchNormalization

def identity_block(x, nb_filter, kernel_size=3):
    k1, k2, k3 = nb_filter
    out = Convolution2D(k1, 1, 1)(x)
    out = BatchNormalization(axis=3)(out)
    out = Activation('relu')(out)

    out = Convolution2D(k2, kernel_size, kernel_size, border_mode='same')(out)
    out = BatchNormalization(axis=3)(out)
    out = Activation('relu')(out)

    out = Convolution2D(k3, 1, 1)(out)
    out = BatchNormalization(axis=3)(out)

    out = merge([out, x], mode='sum')
    out = Activation('relu')(out)
    return out

inp = Input(shape=(64, 64, 3))
out = Convolution2D(64, 7, 7, subsample=(2, 2), border_mode='same')(inp)
out = BatchNormalization(axis=3)(out)
out = Activation('relu')(out)
out = identity_block(out, [16, 16, 64])
out = identity_block(out, [16, 16, 64])
out = AveragePooling2D((8, 8))(out)
out = Flatten()(out)
out = Dense(20, activation='softmax')(out)
model = Model(inp, out)
