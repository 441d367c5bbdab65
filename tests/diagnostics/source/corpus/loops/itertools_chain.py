from itertools import chain, repeat
import keras
L = keras.layers
blocks = chain(repeat(16, 2), [8], (4 for _ in range(1)))
net = keras.Sequential([keras.Input((16,))])
for i, width in enumerate(blocks):
    net.add(L.Dense(width, activation=("relu", "tanh")[i % 2]))
else:
    net.add(L.Dense(1))
