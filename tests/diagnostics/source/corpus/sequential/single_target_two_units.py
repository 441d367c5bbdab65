# pima indians; ValueError or bad accuracy with 2 outputs
from sklearn.datasets import make_classification
from keras import Sequential, layers
X, y = make_classification(768, 8, random_state=0)
model = Sequential([
    layers.Input((8,)),
    layers.Dense(12, activation="relu"),
    layers.Dense(8, activation="relu"),
    layers.Dense(1, activation="linear"),
])
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(X, y, epochs=150, batch_size=10, validation_split=0.2)
