# VGG from a config list, 'M' is max pooling
from tensorflow.keras import layers, models

cfg = {
    'VGG11': [64, 'M', 128, 'M', 256, 256, 'M', 512, 512, 'M', 512, 512, 'M'],
    'VGG13': [64, 64, 'M', 128, 128, 'M', 256, 256, 'M', 512, 512, 'M', 512, 512, 'M'],
}

def make_vgg(name, num_classes=10):
    model = models.Sequential()
    model.add(layers.InputLayer(shape=(32, 32, 3)))
    for v in cfg[name]:
        if v == 'M':
            model.add(layers.MaxPooling2D(pool_size=2, strides=2))
        else:
            model.add(layers.Conv2D(v, kernel_size=3, padding='same'))
            model.add(layers.BatchNormalization())
            model.add(layers.ReLU())
    model.add(layers.Flatten())
    model.add(layers.Dense(num_classes, activation='softmax'))
    return model

net = make_vgg('VGG11')
net.compile(optimizer='sgd', loss='sparse_categorical_crossentropy')
