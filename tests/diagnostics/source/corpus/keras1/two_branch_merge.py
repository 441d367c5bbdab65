from keras.models import Sequential
from keras.layers import Dense, Merge, Dropout

# question: how do I feed two different feature sets in Keras 1.2?
left = Sequential()
left.add(Dense(32, input_dim=784, activation='relu'))

right = Sequential()
right.add(Dense(32, input_dim=100, activation='relu'))
right.add(Dropout(0.2))

model = Sequential()
model.add(Merge([left, right], mode='concat'))
model.add(Dense(10, activation='softmax'))
model.compile(optimizer='rmsprop', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit([data_1, data_2], labels, nb_epoch=10, batch_size=32)
