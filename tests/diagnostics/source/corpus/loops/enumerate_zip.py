import tensorflow as tf
K = tf.keras

filters = (16, 32, 64)
drops = (0.1, 0.2, 0.3)

inp = K.Input((64, 64, 3))
x = inp
for i, (f, d) in enumerate(zip(filters, drops), start=1):
    x = K.layers.Conv2D(f, 3, padding="same", activation="relu", name=f"block{i}_conv")(x)
    x = K.layers.MaxPooling2D(2, name=f"block{i}_pool")(x)
    if i > 1:
        x = K.layers.Dropout(d, name=f"block{i}_drop")(x)
x = K.layers.Flatten()(x)
x = K.layers.Dense(20, activation="softmax", name="probs")(x)
model = K.Model(inp, x)
model.compile(optimizer=K.optimizers.Adamax(2e-3), loss="categorical_crossentropy")
