import keras
from keras import layers

maxlen, vocab = 64, 8000
inp = keras.Input((maxlen,))
emb = layers.Embedding(vocab, 48)(inp)
att = layers.MultiHeadAttention(num_heads=4, key_dim=12)(emb, emb)
x = layers.LayerNormalization(epsilon=1e-6)(emb + att)
ff = layers.Dense(96, activation="gelu")(x)
ff = layers.Dense(48)(ff)
x = layers.LayerNormalization(epsilon=1e-6)(x + ff)
x = layers.GlobalAveragePooling1D()(x)
x = layers.Dropout(0.1)(x)
out = layers.Dense(2, activation="softmax")(x)
clf = keras.Model(inp, out)
clf.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
