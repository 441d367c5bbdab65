# loss stays the same from the first epoch, please help!!
import tensorflow as tf
from tensorflow.keras import layers, models

train_ds = tf.keras.preprocessing.image_dataset_from_directory("./images", image_size=(128, 128), batch_size=16, label_mode='categorical')

inputs = layers.Input(shape=(128, 128, 3))
x = layers.Rescaling(1./255)(inputs)
x = layers.Conv2D(32, (3, 3), activation='relu')(inputs)
x = layers.MaxPooling2D((2, 2))(x)
x = layers.Conv2D(64, (3, 3), activation='relu')(x)
x = layers.MaxPooling2D((2, 2))(x)
x = layers.Flatten()(x)
x = layers.Dense(128, activation='relu')(x)
outputs = layers.Dense(6, activation='softmax')(x)
model = models.Model(inputs, outputs)
model.compile(optimizer=tf.keras.optimizers.Adam(), loss='categorical_crossentropy', metrics=['accuracy'])
model.fit(train_ds, epochs=20)
