import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((784,)), l.Dense(128, kernel_initializer="uniform"), l.Activation("relu"), l.Dropout(0.2),
    l.Dense(10, kernel_initializer="uniform"), l.Activation("softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer="rmsprop")
