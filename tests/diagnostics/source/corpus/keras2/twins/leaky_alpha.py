import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((28, 28, 1)),
    l.Conv2D(32, 3, padding="same"), l.LeakyReLU(negative_slope=0.1), l.MaxPooling2D(2, padding="same"),
    l.Conv2D(64, 3, padding="same"), l.BatchNormalization(), l.PReLU(shared_axes=[1, 2]), l.MaxPooling2D(2, padding="same"),
    l.Flatten(), l.Dense(128), l.LeakyReLU(negative_slope=0.1), l.Dense(10, "softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer="adam")
