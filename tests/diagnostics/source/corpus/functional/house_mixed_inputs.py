import keras
from keras.models import Model, Sequential
from keras.layers import Dense, Input, concatenate, Conv2D, MaxPooling2D, Flatten, BatchNormalization, Activation, Dropout
from keras.optimizers import Adam

# MLP for the tabular part: bedrooms, bathrooms, area, zip
mlp = Sequential()
mlp.add(Input(shape=(10,)))
mlp.add(Dense(8, activation="relu"))
mlp.add(Dense(4, activation="relu"))

# CNN for the picture
img = Input(shape=(64, 64, 3))
x = Conv2D(16, (3, 3), padding="same")(img)
x = Activation("relu")(x)
x = BatchNormalization(axis=-1)(x)
x = MaxPooling2D(pool_size=(2, 2))(x)
x = Conv2D(32, (3, 3), padding="same")(x)
x = Activation("relu")(x)
x = BatchNormalization(axis=-1)(x)
x = MaxPooling2D(pool_size=(2, 2))(x)
x = Flatten()(x)
x = Dense(16)(x)
x = Activation("relu")(x)
x = BatchNormalization(axis=-1)(x)
x = Dropout(0.5)(x)
x = Dense(4)(x)
x = Activation("relu")(x)
cnn = Model(img, x)

combinedInput = concatenate([mlp.output, cnn.output])
y = Dense(4, activation="relu")(combinedInput)
y = Dense(1, activation="linear")(y)
model = Model(inputs=[mlp.input, cnn.input], outputs=y)

opt = Adam(learning_rate=1e-3)
model.compile(loss="mean_absolute_percentage_error", optimizer=opt)
