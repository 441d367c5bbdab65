import keras
from keras import layers

def make_d():
    d = keras.Sequential(name="d")
    d.add(layers.Input((28, 28, 1)))
    d.add(layers.Conv2D(16, 3, strides=2, padding="same"))
    d.add(layers.LeakyReLU(negative_slope=0.2))
    d.add(layers.Flatten())
    d.add(layers.Dense(1, activation="sigmoid"))
    return d

def make_g(z=32):
    g = keras.Sequential(name="g")
    g.add(layers.Input((z,)))
    g.add(layers.Dense(7 * 7 * 16, activation="relu"))
    g.add(layers.Reshape((7, 7, 16)))
    g.add(layers.Conv2DTranspose(8, 4, strides=2, padding="same", activation="relu"))
    g.add(layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"))
    return g

d, g = make_d(), make_g()
d.compile(keras.optimizers.Adam(2e-4, beta_1=0.5), "binary_crossentropy")
d.trainable = False
z = keras.Input((32,))
gan = keras.Model(z, d(g(z)), name="gan")
gan.compile(keras.optimizers.Adam(2e-4, beta_1=0.5), "binary_crossentropy")
