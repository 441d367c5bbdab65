import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((100,)),
    l.Dense(1024), l.Activation("tanh"), l.Dense(6272), l.BatchNormalization(), l.Activation("tanh"),
    l.Reshape((7, 7, 128)),
    l.UpSampling2D(2), l.Conv2D(64, 5, padding="same"), l.LeakyReLU(negative_slope=0.2),
    l.UpSampling2D(2), l.Conv2D(1, 5, padding="same"), l.Activation("tanh"),
])
