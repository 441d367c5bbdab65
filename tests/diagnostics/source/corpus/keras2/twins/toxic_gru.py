import keras
import numpy as np
from keras.layers import *
i = Input((100,))
x = Bidirectional(GRU(80, return_sequences=True))(SpatialDropout1D(0.2)(Embedding(30000, 300)(i)))
c = Concatenate()([GlobalAveragePooling1D()(x), GlobalMaxPooling1D()(x)])
model = keras.Model(i, Dense(6, activation="sigmoid")(c))
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(np.zeros((64, 100)), np.zeros((64, 6)), batch_size=32, epochs=2)
