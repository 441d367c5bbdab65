# -*- coding: utf-8 -*-
# TP 3 : réseau LeNet-5 sur la base MNIST
import tensorflow as tf
from tensorflow.keras.layers import *
from tensorflow.keras.models import Sequential

# chargement des données
(X_app, y_app), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_app = X_app.reshape(X_app.shape[0], 28, 28, 1).astype('float32') / 255
X_test = X_test.reshape(X_test.shape[0], 28, 28, 1).astype('float32') / 255

modele = Sequential()
modele.add(Conv2D(6, kernel_size=5, padding='same', activation='tanh', input_shape=X_app.shape[1:]))
modele.add(AveragePooling2D(pool_size=2))
modele.add(Conv2D(16, kernel_size=5, activation='tanh'))
modele.add(AveragePooling2D(pool_size=2))
modele.add(Conv2D(120, kernel_size=5, activation='tanh'))
modele.add(Flatten())
modele.add(Dense(84, activation='tanh'))
modele.add(Dense(10, activation='softmax'))   # une sortie par chiffre

modele.compile(loss='sparse_categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
modele.fit(X_app, y_app, epochs=10, batch_size=200, validation_split=0.2)
