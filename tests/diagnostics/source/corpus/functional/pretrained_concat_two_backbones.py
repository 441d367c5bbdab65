import keras
from keras import layers, applications as apps
inp = keras.Input((75, 75, 3))
a = apps.VGG16(include_top=False, weights="imagenet", pooling="avg", input_shape=(75, 75, 3))
b = apps.MobileNet(include_top=False, weights="imagenet", pooling="avg", input_shape=(75, 75, 3), alpha=0.5)
a.trainable = b.trainable = False
x = layers.concatenate([a(inp), b(inp)])
out = layers.Dense(3, activation="softmax")(x)
model = keras.Model(inp, out)
model.compile("adam", "categorical_crossentropy")
