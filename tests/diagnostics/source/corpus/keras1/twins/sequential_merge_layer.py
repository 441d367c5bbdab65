import keras
from keras import layers as l

a, b = keras.Input((100,)), keras.Input((50,))
x = l.Concatenate()([l.Dense(32, "relu")(a), l.Dense(32, "relu")(b)])
model = keras.Model([a, b], l.Activation("sigmoid")(l.Dense(1, kernel_initializer="uniform")(x)))
model.compile("rmsprop", "binary_crossentropy")
model.fit(None, None, epochs=10, batch_size=32)
