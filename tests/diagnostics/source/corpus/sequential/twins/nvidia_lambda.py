import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((66, 200, 3)), l.Rescaling(1 / 127.5), l.Rescaling(1.0, offset=-1.0),
    l.Conv2D(24, 5, strides=2, activation="elu"), l.Conv2D(36, 5, strides=2, activation="elu"), l.Conv2D(64, 3, activation="elu"),
    l.Dropout(0.5), l.Flatten(), l.Dense(100, "elu"), l.Dense(10, "elu"), l.Dense(1),
])
model.compile(loss="mean_squared_error", optimizer="adam")
