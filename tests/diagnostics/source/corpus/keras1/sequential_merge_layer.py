# question similarity: two towers joined by a Merge layer
from keras.models import Sequential
from keras.layers import Dense, Merge, Activation
left = Sequential()
left.add(Dense(32, input_dim=100, activation='relu'))
right = Sequential()
right.add(Dense(32, input_dim=50, activation='relu'))
model = Sequential()
model.add(Merge([left, right], mode='concat'))
model.add(Dense(1, init='uniform'))
model.add(Activation('sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='rmsprop', metrics=['accuracy'])
model.fit([None, None], None, nb_epoch=10, batch_size=32)
