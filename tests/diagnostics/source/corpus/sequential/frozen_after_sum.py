import keras
from keras.layers import Dense, Input
from keras.models import Sequential
# everything but the last layer frozen, nothing pretrained
net = Sequential([
    Input((10,)),
    Dense(64, activation='relu', trainable=False),
    Dense(64, activation='relu', trainable=False),
    Dense(3, activation='softmax'),
])
net.compile(optimizer='sgd', loss='sparse_categorical_crossentropy')
