import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((64, 64, 3)), l.Conv2D(32, 3, activation="relu"), l.MaxPooling2D(2),
    l.Conv2D(16, (5, 1), kernel_initializer="he_uniform", activation="relu", padding="same"),
    l.Flatten(), l.Dense(128, "relu"), l.Dense(1, "sigmoid"),
])
model.compile("adam", "binary_crossentropy")
