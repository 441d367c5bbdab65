"""ResNet-18, from the paper."""
from tensorflow.keras import layers, Model, Input


def conv_bn(x, filters, kernel_size, strides=1, activation=True):
    x = layers.Conv2D(filters, kernel_size, strides=strides, padding='same', use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if activation:
        x = layers.Activation('relu')(x)
    return x


def residual_block(x, filters, stride=1):
    """Two 3x3 convs; a projection on the shortcut when the shape changes."""
    shortcut = x
    y = conv_bn(x, filters, 3, strides=stride)
    y = conv_bn(y, filters, 3, activation=False)
    if stride != 1 or shortcut.shape[-1] != filters:
        shortcut = conv_bn(shortcut, filters, 1, strides=stride, activation=False)
    y = layers.Add()([y, shortcut])
    return layers.Activation('relu')(y)


def resnet18(input_shape=(224, 224, 3), num_classes=1000):
    inputs = Input(shape=input_shape)
    x = conv_bn(inputs, 64, 7, strides=2)
    x = layers.MaxPooling2D(3, strides=2, padding='same')(x)
    for filters, blocks, stride in [(64, 2, 1), (128, 2, 2), (256, 2, 2), (512, 2, 2)]:
        x = residual_block(x, filters, stride)
        for _ in range(blocks - 1):
            x = residual_block(x, filters)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(num_classes, activation='softmax')(x)
    return Model(inputs, outputs, name='resnet18')


if __name__ == '__main__':
    model = resnet18()
    model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
    model.summary()
