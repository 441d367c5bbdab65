import time
from functools import wraps
import keras
from keras.layers import Dense, Input

def timed(f):
    @wraps(f)
    def inner(*a, **k):
        t = time.time()
        r = f(*a, **k)
        print(f"{f.__name__}: {time.time() - t:.1f}s")
        return r
    return inner

@timed
def build(n: int, /, *, width: int = 24) -> keras.Model:
    net = keras.Sequential([Input((n,))])
    if (half := width // 2) > 8:
        net.add(Dense(half, activation="relu"))
    net.add(Dense(width, activation="relu"))
    net.add(Dense(3, activation="softmax"))
    return net

model = build(18, width=40)
model.compile("adam", "sparse_categorical_crossentropy")
