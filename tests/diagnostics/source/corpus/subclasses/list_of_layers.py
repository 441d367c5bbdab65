import tensorflow as tf


class DeepNet(tf.keras.Model):
    def __init__(self, widths, **kwargs):
        super().__init__(**kwargs)
        self.blocks = [tf.keras.layers.Dense(w, activation='relu', name=f'fc{i}') for i, w in enumerate(widths)]
        self.bns = []
        for _ in widths:
            self.bns.append(tf.keras.layers.BatchNormalization())
        self.out = tf.keras.layers.Dense(2, activation='softmax')

    def call(self, x, training=False):
        for fc, bn in zip(self.blocks, self.bns):
            x = fc(x)
            x = bn(x, training=training)
        return self.out(x)


net = DeepNet([64, 64, 32], name='deep')
net.compile(optimizer=tf.keras.optimizers.RMSprop(1e-4), loss='sparse_categorical_crossentropy')
