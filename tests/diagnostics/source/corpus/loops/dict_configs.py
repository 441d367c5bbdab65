import tensorflow as tf
from tensorflow.keras import layers

CONFIG = {
    "input_shape": (28, 28, 1),
    "conv": [
        {"filters": 32, "kernel_size": 3, "activation": "relu"},
        {"filters": 64, "kernel_size": 3, "activation": "relu", "strides": 2},
    ],
    "dense": [128],
    "dropout": 0.4,
    "classes": 10,
    "optimizer": {"learning_rate": 5e-4, "beta_1": 0.95},
}

model = tf.keras.Sequential()
model.add(layers.Input(shape=CONFIG["input_shape"]))
for kw in CONFIG["conv"]:
    model.add(layers.Conv2D(**kw))
    model.add(layers.BatchNormalization())
model.add(layers.Flatten())
for n in CONFIG["dense"]:
    model.add(layers.Dense(n, activation="relu"))
    if CONFIG.get("dropout"):
        model.add(layers.Dropout(CONFIG["dropout"]))
model.add(layers.Dense(CONFIG["classes"], activation="softmax"))
model.compile(tf.keras.optimizers.Adam(**CONFIG["optimizer"]), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
