from keras.models import Sequential
from keras.layers import Dense, Input

models = {}
for act in ['relu', 'tanh']:
    for n in (8, 32):
        m = Sequential(name=f'{act}_{n}')
        m.add(Input((6,)))
        m.add(Dense(n, activation=act))
        m.add(Dense(1, activation='sigmoid'))
        m.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
        models[act, n] = m
