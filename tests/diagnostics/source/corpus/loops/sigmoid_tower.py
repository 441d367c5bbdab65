from keras.models import Sequential
from keras.layers import Dense
from keras.initializers import Ones

m = Sequential()
m.add(Dense(100, input_dim=784, activation='sigmoid', kernel_initializer='ones'))
for _ in range(6):
    m.add(Dense(100, activation='sigmoid', kernel_initializer=Ones()))
m.add(Dense(10, activation='softmax'))
m.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])
