import keras
from keras import layers as l

model = keras.Sequential([keras.Input((48, 48, 1))])
for _ in range(2):
    for layer in (l.Conv2D(64, 3, activation="relu"), l.Conv2D(64, 3, activation="relu"), l.MaxPooling2D(2), l.Dropout(0.5)):
        model.add(layer)
for layer in (l.Flatten(), l.Dense(1024, "relu"), l.Dropout(0.2), l.Dense(7, "sigmoid")):
    model.add(layer)
model.compile(loss="categorical_crossentropy", optimizer="adam")
