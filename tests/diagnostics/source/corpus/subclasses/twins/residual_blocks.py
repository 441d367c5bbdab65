import keras
from keras import layers


def block(x, filters, stride):
    relu = layers.ReLU()
    y = relu(layers.BatchNormalization()(layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)))
    y = layers.BatchNormalization()(layers.Conv2D(filters, 3, padding="same", use_bias=False)(y))
    if stride != 1:
        x = layers.BatchNormalization()(layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x))
    return relu(layers.add([y, x]))


inputs = keras.Input((32, 32, 3))
x = layers.Activation("relu")(layers.BatchNormalization()(layers.Conv2D(64, 3, padding="same")(inputs)))
for filters, stride in ((64, 1), (64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
    x = block(x, filters, stride)
model = keras.Model(inputs, layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x)))
model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "sparse_categorical_crossentropy", ["accuracy"])
