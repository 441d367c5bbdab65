from keras.models import Sequential
from keras.layers import Dense, Reshape, Activation, UpSampling2D
from keras.layers.normalization import BatchNormalization
from keras.layers.convolutional import Convolution2D
from keras.layers.advanced_activations import LeakyReLU

g = Sequential()
g.add(Dense(input_dim=100, output_dim=1024))
g.add(Activation('tanh'))
g.add(Dense(128*7*7))
g.add(BatchNormalization())
g.add(Activation('tanh'))
g.add(Reshape((7, 7, 128), input_shape=(128*7*7,)))
g.add(UpSampling2D(size=(2, 2)))
g.add(Convolution2D(64, 5, 5, border_mode='same'))
g.add(LeakyReLU(0.2))
g.add(UpSampling2D(size=(2, 2)))
g.add(Convolution2D(1, 5, 5, border_mode='same'))
g.add(Activation('tanh'))
