import keras
from keras.models import Sequential
from keras.layers import Dense
from keras.datasets import mnist

(X_train, y_train), (X_test, y_test) = mnist.load_data()
X_train = X_train.reshape(len(X_train), 28 * 28) / 255.
X_test = X_test.reshape(len(X_test), 28 * 28) / 255.

# deep network: more layers, but not any better than one?
model = Sequential()
model.add(Dense(256, input_dim=784))
model.add(Dense(128))
model.add(Dense(64))
model.add(Dense(10, activation="softmax"))
model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
model.fit(X_train, y_train, epochs=10, batch_size=128, validation_data=(X_test, y_test))
