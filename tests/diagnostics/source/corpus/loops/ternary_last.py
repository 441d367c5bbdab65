from keras import layers, Sequential, Input
sizes = [24, 24, 4]
m = Sequential()
m.add(Input((12,)))
for idx, s in enumerate(sizes):
    last = idx == len(sizes) - 1
    m.add(layers.Dense(s, activation="softmax" if last else "relu", use_bias=not last))
    if last: break
    m.add(layers.Dropout(0.5 if s > 20 else 0.2))
m.compile("adam", "categorical_crossentropy")
