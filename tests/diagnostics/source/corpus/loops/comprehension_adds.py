from keras.models import Sequential
from keras.layers import Dense, Dropout, Input
model = Sequential()
model.add(Input((14,)))
[model.add(Dense(n, activation="relu")) for n in (28, 14)]
for l in [Dropout(0.3), Dense(1, activation="sigmoid")]: model.add(l)
model.compile(loss="binary_crossentropy", optimizer="adam")
