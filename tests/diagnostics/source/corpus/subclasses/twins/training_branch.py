import keras
from keras import layers as l

model = keras.Sequential([keras.Input((64,)), l.GaussianNoise(0.1), l.Dense(32, "relu"), l.Dropout(0.5), l.Dense(4, "softmax")])
model.compile("adam", "sparse_categorical_crossentropy")
