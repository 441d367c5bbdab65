import keras
from keras import layers


class Binary(keras.Model):
    def __init__(self, n_hidden=32):
        super().__init__()
        self.h = layers.Dense(n_hidden, activation='relu')
        self.drop = layers.Dropout(0.2)
        self.o = layers.Dense(1, activation='softmax')

    def call(self, x):
        return self.o(self.drop(self.h(x)))


model = Binary()
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
