import tensorflow as tf
EPOCHS = 3; BS = 2 ** 6; BASE_LR = 1e-3
steps_per_epoch = 60000 // BS
(x, y), (xv, yv) = tf.keras.datasets.mnist.load_data()
x = tf.cast(x, tf.float32) / 255.
schedule = tf.keras.optimizers.schedules.PiecewiseConstantDecay(boundaries=[1000, 2000], values=[BASE_LR, BASE_LR * 0.1, BASE_LR * 0.01])
model = tf.keras.Sequential([
    tf.keras.layers.Input((28, 28)),
    tf.keras.layers.Reshape((28 * 28,)),
    tf.keras.layers.Dense(32, activation="relu"),
    tf.keras.layers.Dense(10, activation="softmax"),
])
model.compile(optimizer=tf.keras.optimizers.Adam(schedule), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x, y, epochs=EPOCHS, batch_size=BS, validation_split=0.1)
