import keras
from keras import layers


class Base(keras.Model):
    def __init__(self, width=32):
        super().__init__()
        self.hidden = layers.Dense(width, activation="relu")

    def features(self, x):
        return self.hidden(x)


class Classifier(Base):
    def __init__(self, classes, **kw):
        super().__init__(**kw)
        self.head = layers.Dense(classes, activation="softmax")

    def call(self, inputs):
        return self.head(self.features(inputs))


model = Classifier(3, width=48)
model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy")
