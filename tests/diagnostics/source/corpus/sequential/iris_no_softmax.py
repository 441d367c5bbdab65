from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
import tensorflow as tf

X, y = load_iris(return_X_y=True)
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=.2)
model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(10, activation="relu", input_shape=(4,)))
model.add(tf.keras.layers.Dense(3))  # no softmax, loss told nothing of it
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(X_tr, y_tr, epochs=40, batch_size=8, validation_data=(X_te, y_te))
