import keras
from keras.layers import Dense

model = keras.Sequential([
    keras.Input((60,)),
    Dense(60, kernel_initializer="normal"),
    Dense(30, kernel_initializer="normal"),
    Dense(1, kernel_initializer="normal", activation="sigmoid"),
])
model.compile(loss="binary_crossentropy", optimizer="adam")
