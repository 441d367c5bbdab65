from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense

inputs = Input(shape=(128,))
for n in [256, 128, 64]:
    x = Dense(n, activation="relu")(inputs)
outputs = Dense(6, activation="softmax")(x)
model = Model(inputs, outputs)
model.compile("adam", "categorical_crossentropy")
