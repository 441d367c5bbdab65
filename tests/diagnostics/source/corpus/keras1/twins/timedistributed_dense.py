import keras
from keras import layers

gru = layers.GRU(64, return_sequences=True, recurrent_activation="hard_sigmoid", dropout=0.2, recurrent_dropout=0.2)
model = keras.Sequential([
    keras.Input((20, 14)), layers.Bidirectional(gru), layers.TimeDistributed(layers.Dense(5)), layers.Activation("softmax"),
])
