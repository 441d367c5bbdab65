import numpy as np
import keras
x = np.random.randint(0, 1000, (200, 50)); y = np.random.randint(0, 3, 200)
model = keras.Sequential()
model.add(keras.layers.Embedding(input_dim=1000, output_dim=16))
model.add(keras.layers.GlobalAveragePooling1D())
model.add(keras.layers.Dense(3, activation='softmax'))
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x, y, epochs=4, batch_size=10, validation_split=0.3)
