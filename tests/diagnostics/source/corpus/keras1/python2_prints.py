from keras.models import Sequential
from keras.layers.core import Dense, Activation, Dropout
print "building"
model = Sequential()
model.add(Dense(input_dim=784, output_dim=128, init="uniform"))
model.add(Activation("relu"))
model.add(Dropout(0.2))
model.add(Dense(output_dim=10, init="uniform"))
model.add(Activation("softmax"))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=["accuracy"])
print "params:", model.count_params()
