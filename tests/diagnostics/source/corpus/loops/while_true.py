from tensorflow import keras
x = i = keras.Input(shape=(64,))
n = 64
while True:
    n //= 2
    if n < 8:
        break
    elif n == 16:
        continue
    x = keras.layers.Dense(n, "gelu")(x)
model = keras.Model(i, keras.layers.Dense(1)(x))
