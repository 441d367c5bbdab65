import tensorflow as tf
from tensorflow.keras import layers


class ResidualBlock(layers.Layer):

    def __init__(self, filters, stride=1):
        super(ResidualBlock, self).__init__()
        self.conv1 = layers.Conv2D(filters, (3, 3), strides=stride, padding='same')
        self.bn1 = layers.BatchNormalization()
        self.relu = layers.Activation('relu')
        self.conv2 = layers.Conv2D(filters, (3, 3), strides=1, padding='same')
        self.bn2 = layers.BatchNormalization()
        if stride != 1:
            self.downsample = tf.keras.Sequential()
            self.downsample.add(layers.Conv2D(filters, (1, 1), strides=stride))
        else:
            self.downsample = lambda x: x

    def call(self, inputs, training=None):
        residual = self.downsample(inputs)
        out = self.conv1(inputs)
        out = self.bn1(out, training=training)
        out = self.relu(out)
        out = self.conv2(out)
        out = self.bn2(out, training=training)
        return self.relu(layers.add([out, residual]))


class TinyResNet(tf.keras.Model):

    def __init__(self, num_classes=10):
        super(TinyResNet, self).__init__()
        self.stem = layers.Conv2D(16, (3, 3), padding='same', activation='relu')
        self.block1 = ResidualBlock(16)
        self.block2 = ResidualBlock(32, stride=2)
        self.pool = layers.GlobalAveragePooling2D()
        self.fc = layers.Dense(num_classes, activation='softmax')

    def call(self, x, training=None):
        x = self.stem(x)
        x = self.block1(x, training=training)
        x = self.block2(x, training=training)
        x = self.pool(x)
        return self.fc(x)


model = TinyResNet()
model.build(input_shape=(None, 32, 32, 3))
model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
