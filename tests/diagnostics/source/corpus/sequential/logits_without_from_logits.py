import keras
(x, y), (xt, yt) = keras.datasets.mnist.load_data()
x = x / 255.0
model = keras.Sequential([
    keras.layers.Input((28, 28)),
    keras.layers.Flatten(),
    keras.layers.Dense(100, activation="relu"),
    keras.layers.Dense(10),
])
model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x, y, epochs=5, validation_data=(xt / 255.0, yt))
