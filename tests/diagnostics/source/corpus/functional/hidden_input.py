import tensorflow as tf
L = tf.keras.layers
out = L.Dense(10, 'softmax')(L.Dense(30, 'relu')(L.Flatten()(img := L.Input((28, 28)))))
model = tf.keras.Model(img, out); model.compile('adam', 'sparse_categorical_crossentropy', ['accuracy'])
