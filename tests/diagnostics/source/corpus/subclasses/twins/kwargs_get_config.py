import keras
from keras import layers as l

model = keras.Sequential([keras.Input((64, 64, 3))])
for filters, kernel, strides in ((16, 3, 1), (32, 3, 2), (32, 5, 2)):
    model.add(l.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False))
    model.add(l.BatchNormalization())
    model.add(l.ReLU())
model.add(l.Flatten())
model.add(l.Dense(1, activation="sigmoid"))
model.compile(loss="binary_crossentropy", optimizer="adam")
