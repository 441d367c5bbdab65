from keras.models import Sequential
from keras.layers import Convolution2D as Conv, MaxPooling2D as Pool, Flatten, Dense
classifier = Sequential()
classifier.add(Conv(32, 3, 3, input_shape = (64, 64, 3), activation = 'relu'))
classifier.add(Pool(pool_size = (2, 2)))
classifier.add(Conv(16, 5, 1, 'he_uniform', 'relu', border_mode='same'))
classifier.add(Flatten())
classifier.add(Dense(output_dim = 128, activation = 'relu'))
classifier.add(Dense(output_dim = 1, activation = 'sigmoid'))
classifier.compile(optimizer = 'adam', loss = 'binary_crossentropy', metrics = ['accuracy'])
