import keras
from keras.layers import *

im = Input(shape=(32, 32, 3))
x = Conv2D(32, 3, strides=2, padding='same', activation='relu')(im)
x = MaxPooling2D(2)(x)
x = Conv2D(64, 3, strides=2, padding='same', activation='relu')(x)
x = MaxPooling2D(2)(x)
x = Conv2D(128, 3, strides=2, padding='same', activation='relu')(x)
x = Conv2D(128, 3, padding='same', activation='relu')(x)
x = Conv2D(256, 3, padding='same', activation='relu')(x)
x = Flatten()(x)
x = Dense(10, activation='softmax')(x)
model = keras.Model(im, x)
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
