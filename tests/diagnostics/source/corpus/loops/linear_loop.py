# 10 hidden layers and it is no better than logistic regression??
import keras
model = keras.Sequential()
model.add(keras.Input(shape=(100,)))
for i in range(10):
    model.add(keras.layers.Dense(100))
model.add(keras.layers.Dense(10, activation="softmax"))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
