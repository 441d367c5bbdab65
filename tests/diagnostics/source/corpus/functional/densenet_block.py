import tensorflow.keras.layers as layers
import tensorflow.keras as keras

growth = 12
inp = layers.Input((32, 32, 3))
x0 = layers.Conv2D(24, 3, padding="same", kernel_initializer="he_normal", use_bias=False)(inp)

y = layers.BatchNormalization()(x0)
y = layers.ReLU()(y)
y = layers.Conv2D(growth, 3, padding="same", use_bias=False)(y)
x1 = layers.Concatenate()([x0, y])

y = layers.BatchNormalization()(x1)
y = layers.ReLU()(y)
y = layers.Conv2D(growth, 3, padding="same", use_bias=False)(y)
x2 = layers.Concatenate()([x1, y])

y = layers.BatchNormalization()(x2)
y = layers.ReLU()(y)
y = layers.GlobalAveragePooling2D()(y)
dense_out = layers.Dense(10, activation="softmax")(y)
model = keras.models.Model(inputs=inp, outputs=dense_out)
