import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((64, 64, 3)), l.Conv2D(32, 3, activation="relu"), l.MaxPooling2D(2), l.Flatten(), l.Dense(64, "relu"),
    l.Dense(3, "softmax"), l.Dropout(0.5),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
