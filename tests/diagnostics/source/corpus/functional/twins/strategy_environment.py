import os
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


IMG = int(os.environ.get("IMG", 128))
BATCH_PER_REPLICA = 64
BATCH_SIZE = BATCH_PER_REPLICA * 1
lr_schedule = keras.optimizers.schedules.CosineDecay(initial_learning_rate=0.1, decay_steps=1000)

if True:
    inp = keras.Input(shape=(IMG, IMG, 3), name="img")
    x = layers.RandomFlip("horizontal")(inp)
    x = layers.Rescaling(1./127.5, offset=-1)(x)
    x = layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.ReLU(6.)(x)
    previous_block_activation = x
    for size in [64, 128]:
        x = layers.SeparableConv2D(size, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        x = layers.MaxPooling2D(3, strides=2, padding="same")(x)
        residual = layers.Conv2D(size, 1, strides=2, padding="same")(previous_block_activation)
        x = layers.add([x, residual])
        previous_block_activation = x
    x = layers.GlobalMaxPool2D()(x)
    out = layers.Dense(1, activation="sigmoid", dtype="float32")(x)
    model = keras.Model(inp, out)
    model.compile(optimizer=keras.optimizers.SGD(lr_schedule, momentum=0.9, nesterov=True),
                  loss="binary_crossentropy", metrics=["accuracy"])
