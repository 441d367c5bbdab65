#!/usr/bin/env python
# -*- coding: utf-8 -*-
try:
    from tensorflow.keras.layers import Input, Dense, LSTM, Dropout, RepeatVector, TimeDistributed
    from tensorflow.keras.models import Model
    from tensorflow.keras import backend as K
except ImportError:
    from keras.layers import Input, Dense, LSTM, Dropout, RepeatVector, TimeDistributed
    from keras.models import Model
    import keras.backend as K

import sys

TIMESTEPS = 30
FEATURES = 8
UNITS = [64, 32]


def encoder(x, units):
    for u in units[:-1]:
        x = LSTM(u, return_sequences=True)(x)
        x = Dropout(rate=0.2)(x)
    return LSTM(units[-1])(x)


def decoder(x, units, timesteps, features):
    x = RepeatVector(timesteps)(x)
    for u in reversed(units):
        x = LSTM(u, return_sequences=True)(x)
        x = Dropout(rate=0.2)(x)
    return TimeDistributed(Dense(features))(x)


def main(argv=None):
    i = Input((TIMESTEPS, FEATURES))
    autoencoder = Model(i, decoder(encoder(i, UNITS), UNITS, TIMESTEPS, FEATURES))
    autoencoder.compile(optimizer='adam', loss='mae')
    return 0


if __name__ == '__main__':
    main(sys.argv[1:])
