import tensorflow as tf
from tensorflow.keras import layers

ds = tf.keras.utils.image_dataset_from_directory("xray", image_size=(64, 64), batch_size=32, label_mode="categorical")
inp = layers.Input((64, 64, 3))
x = layers.Rescaling(1.0 / 255)(inp)
base = tf.keras.applications.EfficientNetB0(include_top=False, weights="imagenet", input_tensor=x)
base.trainable = False
x = layers.GlobalAveragePooling2D()(base.output)
out = layers.Dense(4, activation="softmax")(x)
model = tf.keras.Model(inp, out)
model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
model.fit(ds, epochs=10)
