from keras import Model
from keras.layers import Input, Conv2D, MaxPooling2D, UpSampling2D
from keras.datasets import mnist
import numpy as np

(x_train, _), (x_test, _) = mnist.load_data()
x_train = x_train.astype('float32') / 255.
x_test = x_test.astype('float32') / 255.
x_train = np.reshape(x_train, (len(x_train), 28, 28, 1))
x_test = np.reshape(x_test, (len(x_test), 28, 28, 1))
noise_factor = 0.5
x_train_noisy = x_train + noise_factor * np.random.normal(loc=0.0, scale=1.0, size=x_train.shape)
x_train_noisy = np.clip(x_train_noisy, 0., 1.)

conv_kw = {'activation': 'relu', 'padding': 'same'}
input_img = Input(shape=x_train.shape[1:])
x = Conv2D(32, (3, 3), **conv_kw)(input_img)
x = MaxPooling2D((2, 2), padding='same')(x)
x = Conv2D(32, (3, 3), **conv_kw)(x)
encoded = MaxPooling2D((2, 2), padding='same')(x)
x = Conv2D(32, (3, 3), **conv_kw)(encoded)
x = UpSampling2D((2, 2))(x)
x = Conv2D(32, (3, 3), **conv_kw)(x)
x = UpSampling2D((2, 2))(x)
decoded = Conv2D(1, (3, 3), **{**conv_kw, 'activation': 'sigmoid'})(x)

autoencoder = Model(input_img, decoded)
autoencoder.compile(optimizer='adam', loss='binary_crossentropy')
autoencoder.fit(x_train_noisy, x_train, epochs=100, batch_size=128, shuffle=True)
