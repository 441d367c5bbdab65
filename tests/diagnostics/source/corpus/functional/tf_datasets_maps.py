import tensorflow as tf
from tensorflow import keras

BATCH = 64
(x_train, y_train), (x_val, y_val) = keras.datasets.cifar10.load_data()

def prep(img, label):
    img = tf.image.convert_image_dtype(img, tf.float32)
    return img, tf.one_hot(tf.squeeze(label), 10)

train = tf.data.Dataset.from_tensor_slices((x_train, y_train)).map(prep).shuffle(1024).batch(BATCH).prefetch(tf.data.AUTOTUNE)
val = tf.data.Dataset.from_tensor_slices((x_val, y_val)).map(prep).batch(BATCH)

reg = keras.regularizers.l2(5e-4)
inp = keras.Input(shape=(32, 32, 3))
x = keras.layers.Conv2D(32, 3, padding="same", kernel_regularizer=reg)(inp)
x = keras.layers.BatchNormalization()(x)
x = keras.layers.ReLU()(x)
x = keras.layers.GlobalMaxPool2D()(x)
out = keras.layers.Dense(10, activation="softmax", kernel_regularizer=reg)(x)
model = keras.Model(inp, out)
model.compile(keras.optimizers.SGD(keras.optimizers.schedules.CosineDecay(0.1, 10000), momentum=0.9), "categorical_crossentropy", ["accuracy"])
model.fit(train, validation_data=val, epochs=30)
