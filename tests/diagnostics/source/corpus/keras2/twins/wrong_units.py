import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((64, 64, 3)), l.Conv2D(32, 3, strides=3, activation="relu"), l.MaxPooling2D(2), l.Flatten(),
    l.Dense(128, "relu"), l.Dense(3, "softmax"),
])
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(None, None, epochs=25, batch_size=32)
