import tensorflow as tf
from tensorflow.keras import layers as L

class Base(tf.keras.Model):
    def __init__(self, units):
        super().__init__()
        self.trunk = [L.Dense(u, activation='relu') for u in units]

    def call(self, x):
        for t in self.trunk:
            x = t(x)
        return x

class WithHead(Base):
    def __init__(self):
        super().__init__(units=[32, 16])
        self.head = L.Dense(1, activation='sigmoid')

    @tf.function
    def call(self, x):
        h = super().call(x)
        return self.head(h)

net = WithHead()
net.compile(loss='binary_crossentropy', optimizer='adam')
