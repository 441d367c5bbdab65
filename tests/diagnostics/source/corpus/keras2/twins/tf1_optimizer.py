import keras
from keras import layers as l

model = keras.Sequential([keras.Input((28, 28)), l.Flatten(), l.Dense(128, "relu"), l.Dense(10, "softmax")])
model.compile(keras.optimizers.Adam(0.002), "sparse_categorical_crossentropy")
