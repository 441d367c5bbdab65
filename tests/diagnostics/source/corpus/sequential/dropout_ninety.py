import keras
from keras.layers import *
(x, y), _ = keras.datasets.fashion_mnist.load_data()
x = x[..., None] / 255.
model = keras.models.Sequential()
model.add(Input(shape=(28, 28, 1)))
model.add(Conv2D(32, 3, activation='relu'))
model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dense(128, activation='relu'))
model.add(Dense(10, activation='softmax'))
model.add(Dropout(0.5))
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x, y, epochs=10, validation_split=.1)
