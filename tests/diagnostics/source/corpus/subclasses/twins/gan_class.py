import keras
from keras import layers as l

noise = keras.Input((100,))
g = keras.Sequential([keras.Input((100,))])
for units in (256, 512):
    g.add(l.Dense(units))
    g.add(l.LeakyReLU(negative_slope=0.2))
    g.add(l.BatchNormalization(momentum=0.8))
g.add(l.Dense(784, activation="tanh"))
g.add(l.Reshape((28, 28, 1)))
generator = keras.Model(noise, g(noise))
image = keras.Input((28, 28, 1))
d = keras.Sequential([image, l.Flatten()])
for units in (512, 256):
    d.add(l.Dense(units))
    d.add(l.LeakyReLU(negative_slope=0.2))
d.add(l.Dense(1, activation="sigmoid"))
discriminator = keras.Model(image, d(image))
discriminator.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.0002, 0.5))
