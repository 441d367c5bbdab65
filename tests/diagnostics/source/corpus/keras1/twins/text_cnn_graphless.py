import keras
from keras import layers

model = keras.Sequential([
    keras.Input((400,)),
    layers.Embedding(5000, 50),
    layers.Conv1D(250, 3, activation="relu"),
    layers.GlobalMaxPooling1D(),
    layers.Dense(250), layers.Dropout(0.2), layers.Activation("relu"),
    layers.Dense(1), layers.Activation("sigmoid"),
])
