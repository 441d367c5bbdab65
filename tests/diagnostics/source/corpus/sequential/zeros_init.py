import tensorflow as tf
from tensorflow.keras import layers
from sklearn.datasets import make_moons

X, y = make_moons(n_samples=500, noise=0.1, random_state=0)
model = tf.keras.Sequential()
model.add(layers.Dense(16, activation='relu', kernel_initializer='zeros', input_shape=(2,)))
model.add(layers.Dense(16, activation='relu', kernel_initializer='zeros'))
model.add(layers.Dense(1, activation='sigmoid', kernel_initializer='zeros'))
model.compile(loss='binary_crossentropy', optimizer=tf.keras.optimizers.Adam(0.01), metrics=['accuracy'])
model.fit(X, y, epochs=100, batch_size=32, validation_split=0.25)
