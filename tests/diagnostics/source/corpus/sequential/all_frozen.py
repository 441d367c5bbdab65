import keras
from keras.models import Sequential
from keras.layers import Dense, Flatten
from keras.applications import VGG16

conv_base = VGG16(weights='imagenet', include_top=False, input_shape=(96, 96, 3))

model = Sequential()
model.add(conv_base)
model.add(Flatten())
model.add(Dense(64, activation='relu'))
model.add(Dense(1, activation='sigmoid'))

for layer in model.layers:
    layer.trainable = False

model.compile(loss='binary_crossentropy', optimizer=keras.optimizers.RMSprop(learning_rate=2e-5), metrics=['acc'])
