import tensorflow as tf
from tensorflow.keras import layers, Model


class ResidualBlock(layers.Layer):
    """Basic block with projection when needed."""

    def __init__(self, filters, stride=1, **kwargs):
        super(ResidualBlock, self).__init__(**kwargs)
        self.conv1 = layers.Conv2D(filters, 3, strides=stride, padding='same', use_bias=False)
        self.bn1 = layers.BatchNormalization()
        self.conv2 = layers.Conv2D(filters, 3, padding='same', use_bias=False)
        self.bn2 = layers.BatchNormalization()
        self.relu = layers.ReLU()
        if stride != 1:
            self.downsample = tf.keras.Sequential([
                layers.Conv2D(filters, 1, strides=stride, use_bias=False),
                layers.BatchNormalization()])
        else:
            self.downsample = lambda x: x

    def call(self, inputs, training=None):
        x = self.relu(self.bn1(self.conv1(inputs), training=training))
        x = self.bn2(self.conv2(x), training=training)
        return self.relu(layers.add([x, self.downsample(inputs)]))


def make_basic_block(filters, blocks, stride=1):
    seq = tf.keras.Sequential()
    seq.add(ResidualBlock(filters, stride=stride))
    for _ in range(1, blocks):
        seq.add(ResidualBlock(filters))
    return seq


inputs = tf.keras.Input(shape=(32, 32, 3))
x = layers.Conv2D(64, 3, padding="same")(inputs)
x = layers.BatchNormalization()(x)
x = layers.Activation(tf.nn.relu)(x)
for filters, n, s in zip([64, 128, 256], [2, 2, 2], [1, 2, 2]):
    x = make_basic_block(filters, n, s)(x)
x = layers.GlobalAveragePooling2D()(x)
outputs = layers.Dense(10, activation='softmax')(x)
model = Model(inputs, outputs, name='resnet14')
model.compile(tf.keras.optimizers.SGD(0.1, momentum=0.9), 'sparse_categorical_crossentropy', ['accuracy'])
