import tensorflow as tf

(x, y), _ = tf.keras.datasets.mnist.load_data()
x = x.reshape((-1, 784)).astype('float32') / 255

def mlp(last):
    return tf.keras.Sequential([
        tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
        tf.keras.layers.Dense(last, activation='softmax')])

a = mlp(10)
a.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
a.fit(x, y, epochs=3, validation_split=0.2)

b = mlp(9)
b.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
b.fit(x, y, epochs=3, validation_split=0.2)
