import keras
from keras import layers as l

model = keras.Sequential([
    keras.Input((180, 180, 3)), l.RandomFlip("horizontal"), l.RandomRotation(0.1), l.Rescaling(1.0 / 255),
    l.Conv2D(16, 3, padding="same", activation="relu"), l.MaxPooling2D(), l.Flatten(), l.Dense(5),
])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
