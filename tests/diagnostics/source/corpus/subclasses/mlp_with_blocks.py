import tensorflow as tf


class MLP(tf.keras.Model):
    def __init__(self, hidden_units, num_outputs, activation='relu', dropout_rate=None, use_bn=False, **kw):
        super().__init__(**kw)
        self.blocks = []
        for u in hidden_units:
            self.blocks.append(tf.keras.layers.Dense(u, activation=None if use_bn else activation))
            if use_bn:
                self.blocks.append(tf.keras.layers.BatchNormalization())
                self.blocks.append(tf.keras.layers.Activation(activation))
            if dropout_rate:
                self.blocks.append(tf.keras.layers.Dropout(dropout_rate))
        self.head = tf.keras.layers.Dense(num_outputs)

    def call(self, inputs, training=False):
        x = inputs
        for block in self.blocks:
            x = block(x, training=training) if isinstance(block, tf.keras.layers.Dropout) else block(x)
        return self.head(x)


model = MLP([256, 128, 64], 10, dropout_rate=0.4, use_bn=True, name='mlp')
model.build(input_shape=(None, 784))
model.compile(optimizer=tf.keras.optimizers.Adam(), loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
              metrics=['accuracy'])
(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train = x_train.reshape(-1, 784).astype('float32') / 255.
x_test = x_test.reshape(-1, 784).astype('float32') / 255.
model.fit(x_train, y_train, batch_size=128, epochs=5, validation_data=(x_test, y_test))
