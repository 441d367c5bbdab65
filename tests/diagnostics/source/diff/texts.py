"""One network in the ways in which people write it."""

from tests.diagnostics.source.diff.rewritten import program

LISTED = program("""
    from tensorflow.keras.layers import (
        Conv2D,
        Dense,   # heads
        Flatten
    )
    from tensorflow.keras.models import Sequential

    model = Sequential([
        Conv2D(8, 3, activation='relu', input_shape=(32, 32, 3)),  # first
        # second block
        Conv2D(16, (3, 3),
               activation='relu',
               padding='same',  # keep
        ),
        Flatten(),
        Dense(10, activation='softmax')  # head
    ])
    model.compile(optimizer='adam', loss='categorical_crossentropy')
    model.fit(X, y, epochs=50, batch_size=64, validation_split=0.2)
""")
ADDED = program("""
    import keras
    from keras import layers

    RATE = 1e-3  # tuned
    model = keras.Sequential()
    model.add(layers.Conv2D(8, 3, activation="relu", input_shape=(32, 32, 3)))  # first
    model.add(layers.Conv2D(16, (3, 3), padding="same", activation="relu"))

    model.add(layers.Flatten())
    model.add(layers.Dense(10, activation="softmax"))
    adam = keras.optimizers.Adam(RATE)
    model.compile(adam, loss="categorical_crossentropy")
    model.fit(X, y, epochs=50, validation_data=(V, W),
              batch_size=64)
""")
FUNCTIONAL = program("""
    import tensorflow as tf

    def build():
        inputs = tf.keras.Input(shape=(32, 32, 3))
        x = tf.keras.layers.Conv2D(8, 3, activation='relu')(inputs)
        x = tf.keras.layers.Conv2D(16, (3, 3), activation='relu', padding='same')(x)  # second
        x = tf.keras.layers.Flatten()(x)
        return tf.keras.Model(inputs, tf.keras.layers.Dense(10, activation='softmax')(x))

    model = build()
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.001),
        loss=tf.keras.losses.CategoricalCrossentropy(),
    )
    model.fit(X, y, batch_size=64, epochs=50, validation_split=0.1)
""")
OLD = program("""
    from keras.models import Sequential
    from keras.layers.core import Dense, Flatten
    from keras.layers.convolutional import Convolution2D
    from keras.optimizers import Adam

    model = Sequential()
    model.add(Convolution2D(8, 3, 3, activation='relu', input_shape=(32, 32, 3)))
    model.add(Convolution2D(16, 3, 3, activation='relu', border_mode='same'))
    model.add(Flatten())
    model.add(Dense(10, activation='softmax'))
    model.compile(loss='categorical_crossentropy', optimizer=Adam(lr=0.001))
    model.fit(X, y, batch_size=64, nb_epoch=50, validation_split=0.1)
""")
STYLES = {"listed": LISTED, "added": ADDED, "functional": FUNCTIONAL, "old": OLD}
