from keras.models import Sequential
from keras.layers import Dense
from keras.initializers import RandomNormal

m = Sequential()
m.add(Dense(100, input_dim=784, activation='sigmoid', kernel_initializer=RandomNormal(mean=0., stddev=1e-4)))
for _ in range(6):
    m.add(Dense(100, activation='sigmoid', kernel_initializer=RandomNormal(stddev=1e-4)))
m.add(Dense(10, activation='softmax'))
m.compile(loss='categorical_crossentropy', optimizer='sgd', metrics=['accuracy'])
