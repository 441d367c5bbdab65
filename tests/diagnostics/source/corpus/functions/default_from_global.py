from tensorflow import keras
L = keras.layers
N_FEATURES, HIDDEN, N_OUT = 14, 20, 1
ACT = {"hidden": "relu", "out": None}

def head(x, n=N_OUT, act=ACT["out"] or "sigmoid"):
    return L.Dense(n, activation=act)(x)

def mlp():
    global model
    i = L.Input(N_FEATURES) if False else L.Input((N_FEATURES,))
    x = L.Dense(HIDDEN, ACT["hidden"])(i)
    model = keras.Model(i, head(x))

mlp()
model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.get("adagrad"))
