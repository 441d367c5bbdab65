import tensorflow as tf

train_ds = tf.keras.utils.image_dataset_from_directory("train", image_size=(96, 96), batch_size=16)
val_ds = tf.keras.utils.image_dataset_from_directory("val", image_size=(96, 96), batch_size=16)

base = tf.keras.applications.MobileNetV2(include_top=False, weights="imagenet", input_shape=(96, 96, 3))
base.trainable = False
inputs = tf.keras.Input((96, 96, 3))
x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs)
x = base(x, training=False)
x = tf.keras.layers.GlobalAveragePooling2D()(x)
outputs = tf.keras.layers.Dense(5, activation="softmax")(x)
model = tf.keras.Model(inputs, outputs)

model.compile(optimizer=tf.keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, epochs=5, validation_data=val_ds)

# fine-tuning: un-freeze the top layers
base.trainable = True
fine_tune_at = 100
for layer in base.layers[:fine_tune_at]:
    layer.trainable = False

model.compile(optimizer=tf.keras.optimizers.RMSprop(1e-5), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(train_ds, epochs=10, initial_epoch=5, validation_data=val_ds)
