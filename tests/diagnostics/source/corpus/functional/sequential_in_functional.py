from keras.models import Sequential, Model
from keras.layers import Embedding, Conv1D, GlobalMaxPooling1D, Dense, Dropout, Input, concatenate

text = Input(shape=(100,), dtype='int32')
emb = Embedding(3000, 32)(text)
towers = []
for k in [2, 3, 4]:
    tower = Sequential([Conv1D(16, k, activation='relu'), GlobalMaxPooling1D()], name='k%d' % k)
    towers.append(tower(emb))
x = concatenate(towers)
x = Dropout(0.5)(x)
out = Dense(1, activation='sigmoid')(x)
model = Model(text, out)
model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
