import keras
from keras.layers import Dense, Input, Dropout


def classifier(n_in, n_out, widths=(64, 32), p=0.3):
    i = Input((n_in,))
    h = i
    for w in widths:
        h = Dense(w, activation='relu')(h)
        h = Dropout(p)(h)
    o = Dense(n_out, activation='relu')(h)
    return keras.Model(i, o)


model = classifier(20, 3)
model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.Adam(1e-3), metrics=['accuracy'])
