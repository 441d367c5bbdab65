import keras
from keras.layers import Conv2D, Dense, Dropout, Flatten, MaxPooling2D, ZeroPadding2D
from keras.regularizers import L2

model = keras.Sequential([
    keras.Input((32, 32, 3)),
    ZeroPadding2D((1, 1)),
    Conv2D(48, 3, strides=2, kernel_initializer="he_normal", activation="relu", kernel_regularizer=L2(0.0005)),
    Conv2D(64, 3, padding="same", kernel_initializer="he_normal", activation="relu"),
    MaxPooling2D(2, strides=2, padding="same"),
    Dropout(0.3),
    Flatten(),
    Dense(256, kernel_initializer="he_normal", activation="relu", use_bias=False),
    Dense(10, kernel_initializer="glorot_normal", activation="softmax"),
])
