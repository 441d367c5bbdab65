from keras.layers import Input, Dense, Softmax
from keras import Model
def make(n_classes=1):
    x = inp = Input((12,))
    for w in (16, 16): x = Dense(w, activation='relu')(x)
    x = Dense(n_classes)(x)
    return Model(inp, Softmax()(x))
m = make()
m.compile(loss='binary_crossentropy', optimizer='rmsprop')
