import keras
from keras import layers
i = keras.Input((16, 64, 64, 3))
x = layers.Conv3D(16, (3, 3, 3), activation="relu")(i)
x = layers.MaxPooling3D(2)(x)
x = layers.BatchNormalization()(x)
x = layers.Conv3D(32, 3, activation="relu")(x)
x = layers.GlobalAveragePooling3D()(x)
x = layers.Dense(64, activation="relu")(x)
o = layers.Dense(5, activation="softmax")(x)
m = keras.Model(i, o, name="3dcnn")
m.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["acc"])
