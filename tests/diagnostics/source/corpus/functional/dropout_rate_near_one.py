from keras import Model
from keras.layers import Dense, Dropout, Input
a = Input((100,))
b = Dense(64, activation='relu')(a)
b = Dropout(0.95)(b)
c = Dense(5, activation='softmax')(b)
m = Model(a, c)
m.compile(loss='sparse_categorical_crossentropy', optimizer='adam')
