import keras
from keras.layers import Dense, Input, concatenate, Conv2D, MaxPooling2D, Flatten, BatchNormalization, Activation, Dropout

table, img = Input((10,)), Input(shape=(64, 64, 3))
left = Dense(4, activation="relu")(Dense(8, activation="relu")(table))
x = img
for filters in (16, 32):
    x = Conv2D(filters, (3, 3), padding="same")(x)
    x = Activation("relu")(x)
    x = BatchNormalization(axis=-1)(x)
    x = MaxPooling2D(pool_size=(2, 2))(x)
x = Activation("relu")(Dense(16)(Flatten()(x)))
x = Dropout(0.5)(BatchNormalization(axis=-1)(x))
x = Activation("relu")(Dense(4)(x))
y = Dense(1, activation="linear")(Dense(4, activation="relu")(concatenate([left, x])))
model = keras.Model([table, img], y)
model.compile(loss="mean_absolute_percentage_error", optimizer=keras.optimizers.Adam(1e-3))
