import keras
from keras import layers as l

base = keras.applications.MobileNet(input_shape=(128, 128, 3), include_top=False, weights=None)
x = l.Dropout(0.3)(l.GlobalAveragePooling2D()(base.output))
model = keras.Model(base.input, l.Dense(4, activation="softmax")(x))
for layer in base.layers[:-10]:
    layer.trainable = False
model.compile(keras.optimizers.Adam(1e-4), "categorical_crossentropy")
