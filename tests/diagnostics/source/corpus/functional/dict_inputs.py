import keras
from keras import layers
inputs = {
    "age": keras.Input((1,), name="age"),
    "income": keras.Input((1,), name="income"),
    "job": keras.Input((1,), dtype="int32", name="job"),
}
job = layers.Flatten()(layers.Embedding(12, 4)(inputs["job"]))
x = layers.Concatenate()([inputs["age"], inputs["income"], job])
x = layers.Dense(16, activation="relu")(x)
out = layers.Dense(1, activation="sigmoid")(x)
model = keras.Model(inputs, out)
model.compile("adam", "binary_crossentropy")
