# freeze the model, then free some layers: the outer flag still wins
import keras
m = keras.Sequential([keras.Input((10,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
m.trainable = False
m.layers[-1].trainable = True
for w in m.layers[:1]:
    w.trainable = True
m.compile("adam", "mse")
