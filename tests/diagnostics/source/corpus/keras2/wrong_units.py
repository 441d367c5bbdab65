import keras
from keras.models import Sequential
from keras.layers import *
from keras.utils import to_categorical
import numpy as np

X = np.load('images.npy')
labels = np.load('labels.npy')
Y = to_categorical(labels, num_classes=2)

classifier = Sequential()
classifier.add(Conv2D(32, 3, 3, input_shape = (64, 64, 3), activation = 'relu'))
classifier.add(MaxPooling2D(pool_size = (2, 2)))
classifier.add(Flatten())
classifier.add(Dense(units = 128, activation = 'relu'))
classifier.add(Dense(units = 3, activation = 'softmax'))
classifier.compile(optimizer = 'adam', loss = 'categorical_crossentropy', metrics = ['accuracy'])
classifier.fit(X, Y, epochs=25, batch_size=32)
