import keras
from keras.layers import Dense, Dropout, Input

def body(sizes, p):
    for s in sizes:
        yield Dense(s, activation="relu")
        if p:
            yield Dropout(p)

model = keras.Sequential([Input((30,)), *body((60, 30), .5), Dense(4, activation="softmax")])
model.compile("rmsprop", "categorical_crossentropy")
