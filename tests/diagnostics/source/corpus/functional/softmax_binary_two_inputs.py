from keras.layers import Input, Dense, Concatenate, Dropout
from keras.models import Model
user = Input(shape=(16,), name="user")
item = Input(shape=(24,), name="item")
h = Concatenate()([user, item])
h = Dense(64, activation="relu")(h)
h = Dropout(0.2)(h)
click = Dense(1, activation="softmax", name="click")(h)
model = Model([user, item], click)
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
