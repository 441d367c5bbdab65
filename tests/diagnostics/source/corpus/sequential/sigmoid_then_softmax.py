from keras.models import Sequential
from keras.layers import Dense, Activation, Softmax
from sklearn.datasets import load_iris
import keras

data = load_iris()
x, y = data.data, keras.utils.to_categorical(data.target, 3)

model = Sequential()
model.add(Dense(16, activation='relu', input_shape=(4,)))
model.add(Dense(16, activation='relu'))
model.add(Dense(3, activation='softmax'))
model.add(Softmax())

model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(x, y, epochs=150, batch_size=10, validation_split=0.2)
