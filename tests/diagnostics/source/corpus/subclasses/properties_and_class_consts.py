import keras
from keras import layers

class Params:
    UNITS = (18, 9)
    LR = 5e-3

class Trainer(object):
    params = Params

    def __init__(self, n_in=6):
        self._n_in = n_in
        self._model = None

    @property
    def model(self):
        if self._model is None:
            self._model = self.make()
        return self._model

    @property
    def optimizer(self):
        return keras.optimizers.Adam(learning_rate=self.params.LR)

    def make(self):
        m = keras.Sequential(name=type(self).__name__.lower())
        m.add(layers.Input(shape=(self._n_in,)))
        for u in self.params.UNITS:
            m.add(layers.Dense(u, activation="relu"))
        m.add(layers.Dense(3, activation="softmax"))
        return m

    def run(self):
        self.model.compile(self.optimizer, "sparse_categorical_crossentropy")

Trainer().run()
