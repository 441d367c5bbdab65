import keras
from keras import layers

inp = layers.Input((64, 64, 3))
base = keras.applications.EfficientNetB0(include_top=False, weights=None, input_tensor=layers.Rescaling(1.0 / 255)(inp))
base.trainable = False
model = keras.Model(inp, layers.Dense(4, activation="softmax")(layers.GlobalAveragePooling2D()(base.output)))
model.compile("adam", "categorical_crossentropy")
