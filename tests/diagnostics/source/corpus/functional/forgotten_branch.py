from keras.layers import Input, Conv2D, BatchNormalization, Activation, MaxPool2D, Dense, GlobalMaxPooling2D, Concatenate
from keras import Model

inp = Input((100, 100, 1))
a = Conv2D(16, 3, padding='same')(inp)
a = BatchNormalization()(a)
a = Activation('relu')(a)
a = MaxPool2D()(a)

b = Conv2D(16, 5, padding='same')(inp)
b = BatchNormalization()(b)
b = Activation('relu')(b)
b = MaxPool2D()(b)

merged = Concatenate()([a, a])
h = GlobalMaxPooling2D()(merged)
h = Dense(32, activation='relu')(h)
y = Dense(4, activation='softmax')(h)
model = Model(inp, y)
model.compile('adam', loss='sparse_categorical_crossentropy')
