from keras.applications import VGG19
from keras import layers, Model

vgg = VGG19(include_top=False, weights=None, input_shape=(64, 64, 3))
features = vgg.get_layer("block3_pool").output
x = layers.Conv2D(64, 1, activation="relu")(features)
x = layers.GlobalAveragePooling2D()(x)
score = layers.Dense(1, name="score")(x)
model = Model(vgg.inputs, score)
vgg.get_layer(index=1).trainable = False
vgg.get_layer("block1_conv2").trainable = False
model.compile("adam", "mse")
