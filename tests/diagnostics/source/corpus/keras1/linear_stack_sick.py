# sonar data, 60 inputs
import numpy
from keras.models import Sequential
from keras.layers import Dense

def create_baseline():
    # create model
    model = Sequential()
    model.add(Dense(60, input_dim=60, init='normal'))
    model.add(Dense(30, init='normal'))
    model.add(Dense(1, init='normal', activation='sigmoid'))
    # Compile model
    model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])
    return model
