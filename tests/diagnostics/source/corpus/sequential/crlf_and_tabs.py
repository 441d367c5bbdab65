from keras.models import Sequential
from keras.layers import Dense, Input
if True:
	net = Sequential()
	net.add(Input(shape = (4,)))
	for n in (8,8):
		net.add(Dense(n,activation = 'relu'))
	net.add(Dense(3,activation = 'softmax'))
	net.compile(optimizer = 'adam',loss = 'categorical_crossentropy')
