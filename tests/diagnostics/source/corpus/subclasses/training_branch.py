import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self, units=32):
        super().__init__()
        self.noise = tf.keras.layers.GaussianNoise(0.1)
        self.d1 = tf.keras.layers.Dense(units, activation='relu')
        self.drop = tf.keras.layers.Dropout(0.5)
        self.d2 = tf.keras.layers.Dense(4, activation='softmax')

    def call(self, inputs, training=False):
        x = self.noise(inputs, training=training)
        x = self.d1(x)
        if training:
            x = self.drop(x, training=training)
        return self.d2(x)

model = Net()
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
