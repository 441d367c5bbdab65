import numpy as np
from tensorflow.keras.applications.inception_v3 import InceptionV3
from tensorflow.keras.layers import (Input, Dense, Dropout, Embedding, LSTM, add)
from tensorflow.keras.models import Model

model = InceptionV3(weights='imagenet')
model_new = Model(model.input, model.layers[-2].output)

max_length = 34
vocab_size = 1652
embedding_dim = 200
embedding_matrix = np.zeros((vocab_size, embedding_dim))

inputs1 = Input(shape=(2048,))
fe1 = Dropout(0.5)(inputs1)
fe2 = Dense(256, activation='relu')(fe1)
inputs2 = Input(shape=(max_length,))
se1 = Embedding(vocab_size, embedding_dim, mask_zero=True)(inputs2)
se2 = Dropout(0.5)(se1)
se3 = LSTM(256)(se2)
decoder1 = add([fe2, se3])
decoder2 = Dense(256, activation='relu')(decoder1)
outputs = Dense(vocab_size, activation='softmax')(decoder2)
model = Model(inputs=[inputs1, inputs2], outputs=outputs)

model.layers[2].set_weights([embedding_matrix])
model.layers[2].trainable = False
model.compile(loss='categorical_crossentropy', optimizer='adam')
