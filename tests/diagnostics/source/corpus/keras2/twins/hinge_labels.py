import keras
from keras.layers import Dense

model = keras.Sequential([keras.Input((2,)), Dense(50, "relu", kernel_initializer="he_uniform"), Dense(1, "tanh")])
model.compile(loss="hinge", optimizer=keras.optimizers.SGD(0.01))
model.fit(None, None, epochs=200)
