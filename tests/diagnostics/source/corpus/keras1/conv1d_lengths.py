from keras.models import Sequential
from keras.layers import Convolution1D, MaxPooling1D, Flatten, Dense, Dropout
model = Sequential()
model.add(Convolution1D(nb_filter=24, filter_length=5, border_mode='same', activation='relu', input_shape=(100, 6)))
model.add(MaxPooling1D(pool_length=2))
model.add(Convolution1D(48, 5, subsample_length=2, activation='relu'))
model.add(MaxPooling1D(pool_length=3, stride=2))
model.add(Flatten())
model.add(Dropout(0.4))
model.add(Dense(1, init='uniform'))
model.compile('rmsprop', 'mse')
model.fit([], [], nb_epoch=40, batch_size=16)
