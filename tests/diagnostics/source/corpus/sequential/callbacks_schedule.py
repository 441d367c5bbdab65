import os
import tensorflow as tf
from tensorflow.keras.callbacks import EarlyStopping, ReduceLROnPlateau, ModelCheckpoint, TensorBoard, LearningRateScheduler, CSVLogger

(x_train, y_train), (x_test, y_test) = tf.keras.datasets.mnist.load_data()
x_train, x_test = x_train / 255., x_test / 255.

model = tf.keras.models.Sequential([
    tf.keras.layers.Input(shape=(28, 28)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(256, kernel_initializer=tf.keras.initializers.HeNormal(seed=3), kernel_constraint=tf.keras.constraints.MaxNorm(3)),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Activation(tf.nn.relu),
    tf.keras.layers.Dense(10, activation=tf.keras.activations.softmax),
])

callbacks = [
    EarlyStopping(monitor='val_loss', patience=5, min_delta=1e-4),
    ReduceLROnPlateau(factor=0.5, patience=3, min_lr=1e-6),
    ModelCheckpoint(os.path.join('ckpt', 'best.keras'), save_best_only=True),
    TensorBoard(log_dir='logs'),
    CSVLogger('log.csv'),
]
model.compile(loss=tf.losses.SparseCategoricalCrossentropy(), optimizer=tf.optimizers.Adam(learning_rate=2e-3), metrics=['accuracy'])
model.fit(x_train, y_train, validation_data=(x_test, y_test), epochs=50, batch_size=256, callbacks=callbacks)
