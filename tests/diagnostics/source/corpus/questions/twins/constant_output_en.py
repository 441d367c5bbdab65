import keras
from keras.layers import Dense

model = keras.Sequential([keras.Input((13,)), Dense(64, "relu"), Dense(64, "relu"), Dense(1)])
model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(1.5))
model.fit(None, None, epochs=100, batch_size=32)
