from tensorflow import keras
from tensorflow.keras import layers

class LeNet(keras.Model):
    def __init__(self, shape=(28, 28, 1), classes=10):
        inp = keras.Input(shape)
        x = layers.Conv2D(6, 5, padding="same", activation="tanh")(inp)
        x = layers.AveragePooling2D(2)(x)
        x = layers.Conv2D(16, 5, activation="tanh")(x)
        x = layers.AveragePooling2D(2)(x)
        x = layers.Flatten()(x)
        for n in (120, 84):
            x = layers.Dense(n, activation="tanh")(x)
        super().__init__(inputs=inp, outputs=layers.Dense(classes, activation="softmax")(x), name="lenet")

lenet = LeNet()
lenet.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
