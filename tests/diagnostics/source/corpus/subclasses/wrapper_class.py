"""A class that owns a Keras model, the way production code often does."""
import numpy as np
from keras.models import Sequential
from keras.layers import Dense, Dropout
from keras.optimizers import Adam
from keras.callbacks import EarlyStopping


class IntentClassifier:
    def __init__(self, n_features, n_classes, hidden=(128, 64), dropout=0.5, lr=1e-3):
        self.n_features = n_features
        self.n_classes = n_classes
        self.hidden = hidden
        self.dropout = dropout
        self.lr = lr
        self.model = self._build()

    def _build(self):
        model = Sequential()
        model.add(Dense(self.hidden[0], input_shape=(self.n_features,), activation='relu'))
        model.add(Dropout(self.dropout))
        for h in self.hidden[1:]:
            model.add(Dense(h, activation='relu'))
            model.add(Dropout(self.dropout))
        model.add(Dense(self.n_classes, activation='softmax'))
        model.compile(loss='categorical_crossentropy', optimizer=Adam(learning_rate=self.lr), metrics=['accuracy'])
        return model

    def train(self, X, y, epochs=200, batch_size=5):
        stop = EarlyStopping(monitor='val_loss', patience=10, restore_best_weights=True)
        self.model.fit(np.array(X), np.array(y), epochs=epochs, batch_size=batch_size, validation_split=0.1, callbacks=[stop])


if __name__ == '__main__':
    clf = IntentClassifier(24, 4)
    clf.train(np.zeros((100, 24)), np.zeros((100, 4)))
