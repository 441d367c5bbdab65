import keras
from keras.layers import *

cfg = """
conv 32 3
pool
conv 64 3
pool
flatten
dense 128
drop 0.4
dense 10
"""

m = keras.Sequential()
m.add(Input((28, 28, 1)))
lines = [l.split() for l in cfg.strip().splitlines()]
for k, (kind, *args) in enumerate(lines):
    last = k == len(lines) - 1
    if kind == 'conv':
        f, s = map(int, args)
        m.add(Conv2D(f, s, activation='relu'))
    elif kind == 'pool':
        m.add(MaxPool2D())
    elif kind == 'flatten':
        m.add(Flatten())
    elif kind == 'drop':
        m.add(Dropout(float(args[0])))
    elif kind == 'dense':
        m.add(Dense(int(args[0]), activation='softmax' if last else 'relu'))
    else:
        raise ValueError(kind)
m.compile('rmsprop', 'sparse_categorical_crossentropy')
