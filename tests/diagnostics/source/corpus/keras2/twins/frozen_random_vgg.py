import keras
from keras.layers import Dense, Dropout, Flatten

base = keras.applications.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
base.trainable = False
x = Dense(128, "relu")(Flatten()(base.output))
model = keras.Model(base.input, Dense(8, "softmax")(Dropout(0.5)(x)))
model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.SGD(0.001))
