from tensorflow.keras import layers, Input, Model

class ConvBlock:
    """Not a keras layer, just callable."""
    def __init__(self, f, k=3, pool=True):
        self.f, self.k, self.pool = f, k, pool

    def __call__(self, x):
        x = layers.Conv2D(self.f, self.k, padding='same')(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        return layers.MaxPooling2D()(x) if self.pool else x

i = Input((32, 32, 3))
x = i
for block in [ConvBlock(16), ConvBlock(32), ConvBlock(64, k=1, pool=False)]:
    x = block(x)
m = Model(i, layers.Dense(10, activation='softmax')(layers.GlobalAveragePooling2D()(x)))
m.compile('adam', 'sparse_categorical_crossentropy')
