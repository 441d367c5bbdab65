from keras.models import Sequential
from keras.layers.core import Dense, Dropout, Activation, Flatten
from keras.layers.convolutional import Convolution2D, MaxPooling2D, ZeroPadding2D
from keras.optimizers import SGD
from keras.regularizers import l2

model = Sequential()
model.add(ZeroPadding2D((1, 1), input_shape=(32, 32, 3), dim_ordering='tf'))
model.add(Convolution2D(48, 3, 3, subsample=(2, 2), init='he_normal', activation='relu', W_regularizer=l2(0.0005), dim_ordering='tf'))
model.add(Convolution2D(64, 3, 3, border_mode='same', init='he_normal', activation='relu', dim_ordering='tf'))
model.add(MaxPooling2D((2, 2), strides=(2, 2), border_mode='same', dim_ordering='tf'))
model.add(Dropout(p=0.3))
model.add(Flatten())
model.add(Dense(output_dim=256, init='he_normal', activation='relu', bias=False))
model.add(Dense(output_dim=10, init='glorot_normal', activation='softmax'))

sgd = SGD(lr=0.01, decay=1e-6, momentum=0.9, nesterov=True)
model.compile(loss='categorical_crossentropy', optimizer=sgd, metrics=['accuracy'])
