# -*- coding: utf-8 -*-
# модель для классификации писем
from keras.models import Sequential
from keras.layers import Dense, Dropout
размер = 16
модель = Sequential()
модель.add(Dense(24, activation="relu", input_shape=(размер,)))
модель.add(Dropout(rate=0.2))
модель.add(Dense(1, activation="sigmoid"))
модель.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
