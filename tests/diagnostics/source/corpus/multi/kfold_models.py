from sklearn.datasets import load_iris
from sklearn.model_selection import StratifiedKFold
import numpy as np
import keras
from keras import layers

X, y = load_iris(return_X_y=True)
scores = []
for train, test in StratifiedKFold(n_splits=3, shuffle=True, random_state=1).split(X, y):
    model = keras.Sequential([
        layers.Input((4,)),
        layers.Dense(8, activation="relu"),
        layers.Dense(3, activation="softmax"),
    ])
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(X[train], y[train], epochs=100, batch_size=5, verbose=0)
    s = model.evaluate(X[test], y[test], verbose=0)
    scores.append(s[1] * 100)
print("%.2f%% (+/- %.2f%%)" % (np.mean(scores), np.std(scores)))
