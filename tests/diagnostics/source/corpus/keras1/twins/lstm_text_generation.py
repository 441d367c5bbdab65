import keras
from keras import layers

model = keras.Sequential([keras.Input((40, 57)), layers.LSTM(128), layers.Dense(57), layers.Activation("softmax")])
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.RMSprop(0.01))
