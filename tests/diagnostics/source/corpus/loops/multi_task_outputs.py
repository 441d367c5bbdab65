import keras
from keras import layers

tasks = {"gender": 2, "hair": 5, "glasses": 2}
img = keras.Input((64, 64, 3), name="img")
h = layers.Conv2D(16, 5, strides=2, activation="relu")(img)
h = layers.Conv2D(32, 3, strides=2, activation="relu")(h)
h = layers.Flatten()(h)
outputs = {}
for name, n in tasks.items():
    t = layers.Dense(32, activation="relu")(h)
    outputs[name] = layers.Dense(n, activation="softmax", name=name)(t)
model = keras.Model(inputs=img, outputs=list(outputs.values()))
model.compile(optimizer="adam", loss={k: "sparse_categorical_crossentropy" for k in tasks})
