import keras
from keras.layers import Layer, Conv2D, BatchNormalization, ReLU, Dense, Flatten


@keras.saving.register_keras_serializable()
class ConvBNReLU(Layer):
    """Conv => BN => ReLU"""

    def __init__(self, filters, kernel_size=3, strides=1, **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.kernel_size = kernel_size
        self.strides = strides
        self.conv = Conv2D(filters, kernel_size, strides=strides, padding="same", use_bias=False)
        self.bn = BatchNormalization()
        self.act = ReLU()

    def call(self, x):
        return self.act(self.bn(self.conv(x)))

    def get_config(self):
        config = super().get_config()
        config.update({"filters": self.filters, "kernel_size": self.kernel_size, "strides": self.strides})
        return config


model = keras.Sequential(
    [
        keras.Input((64, 64, 3)),
        ConvBNReLU(16),
        ConvBNReLU(32, strides=2),
        ConvBNReLU(32, kernel_size=5, strides=2, name="wide"),
        Flatten(),
        Dense(1, activation="sigmoid"),
    ],
    name="own_layers",
)
model.compile(loss="binary_crossentropy", optimizer="adam")
