import tensorflow as tf
from tensorflow.keras import layers as L

INPUT = (96, 96, 3)


def gender_branch(inputs):
    x = L.Lambda(lambda c: tf.image.rgb_to_grayscale(c))(inputs) if False else inputs
    x = L.Dense(128)(x)
    x = L.Activation("relu")(x)
    x = L.Dropout(0.5)(x)
    return L.Dense(1, activation="sigmoid", name="gender_output")(x)


def age_branch(inputs):
    x = L.Dense(128, activation="relu")(inputs)
    return L.Dense(1, activation="linear", name="age_output")(x)


def assemble(backbone="xception", freeze=True):
    inputs = L.Input(shape=INPUT)
    backbones = {"xception": tf.keras.applications.Xception, "vgg": tf.keras.applications.VGG19}
    base = backbones[backbone](include_top=False, weights="imagenet", input_shape=INPUT)
    base.trainable = not freeze
    h = L.Rescaling(1 / 127.5, offset=-1)(inputs)
    h = base(h, training=False)
    h = L.GlobalAveragePooling2D()(h)
    return tf.keras.Model(inputs=inputs, outputs=[age_branch(h), gender_branch(h)], name="face_net")


model = assemble()
init_lr, epochs = 1e-4, 100
opt = tf.keras.optimizers.Adam(learning_rate=init_lr)
model.compile(optimizer=opt, loss={"age_output": "mse", "gender_output": "binary_crossentropy"},
              loss_weights={"age_output": 4.0, "gender_output": 0.1},
              metrics={"age_output": "mae", "gender_output": "accuracy"})
