from tensorflow.keras import Input, Model, optimizers
from tensorflow.keras.layers import Conv2D, Flatten, Dense, MaxPooling2D
inp = Input(shape=(28, 28, 1), name='image')
h = Conv2D(filters=32, kernel_size=5, strides=1, activation='relu')(inp)
h = MaxPooling2D(2, 2)(h)
h = Flatten()(h)
h = Dense(units=64, activation='relu')(h)
out = Dense(units=10, activation='softmax')(h)
m = Model(inputs=inp, outputs=out)
m.compile(optimizer=optimizers.SGD(learning_rate=1e-9), loss='sparse_categorical_crossentropy')
