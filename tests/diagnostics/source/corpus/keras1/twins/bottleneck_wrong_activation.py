import keras
from keras.layers import Activation, Conv2D, Dense, Dropout, Flatten, MaxPooling2D

model = keras.Sequential([keras.Input((150, 150, 3))])
for filters in (32, 64):
    for layer in (Conv2D(filters, 3), Activation("relu"), MaxPooling2D(2)):
        model.add(layer)
for layer in (Flatten(), Dense(64), Activation("relu"), Dropout(0.5), Dense(1), Activation("softmax")):
    model.add(layer)
model.compile(loss="binary_crossentropy", optimizer="rmsprop")
model.fit(None, epochs=50)
