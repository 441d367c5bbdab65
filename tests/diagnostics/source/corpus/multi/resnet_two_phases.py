import numpy as np
import tensorflow as tf
from tensorflow.keras.applications import ResNet50V2
from tensorflow.keras.applications.resnet_v2 import preprocess_input
from tensorflow.keras import layers, Model, Sequential

X = np.load('images.npy')
y = np.load('labels.npy')
n = int(0.8 * len(X))
X_train, X_val = X[:n], X[n:]
y_train, y_val = y[:n], y[n:]

X_train = preprocess_input(X_train)
X_val = preprocess_input(X_val)

conv_base = ResNet50V2(weights='imagenet', include_top=False, input_shape=(150, 150, 3))
conv_base.trainable = False

model = Sequential([
    conv_base,
    layers.GlobalAveragePooling2D(),
    layers.Dense(256, activation='relu'),
    layers.Dropout(0.5),
    layers.Dense(6, activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=5, batch_size=32, validation_data=(X_val, y_val))

# fine-tune the last stage
conv_base.trainable = True
set_trainable = False
for layer in conv_base.layers:
    if layer.name == 'conv5_block1_preact_bn':
        set_trainable = True
    if set_trainable:
        layer.trainable = True
    else:
        layer.trainable = False
model.compile(optimizer=tf.keras.optimizers.RMSprop(learning_rate=1e-5), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X_train, y_train, epochs=10, batch_size=32, validation_data=(X_val, y_val))
