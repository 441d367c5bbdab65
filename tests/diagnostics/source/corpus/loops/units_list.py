from keras.models import Sequential
from keras.layers import Dense, Input

hidden_layers = [64, 32, 16]

model = Sequential()
model.add(Input(shape=(30,)))
for units in hidden_layers:
    model.add(Dense(units, activation='relu'))
model.add(Dense(1, activation='sigmoid'))
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
