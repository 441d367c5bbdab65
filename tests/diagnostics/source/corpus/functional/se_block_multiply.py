from tensorflow import keras as K
L = K.layers

inp = L.Input(shape=(32, 32, 3))
x = L.Conv2D(64, 3, padding='same', use_bias=False)(inp)
x = L.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)
x = L.Activation('relu')(x)
# squeeze & excite
se = L.GlobalAveragePooling2D()(x)
se = L.Reshape((1, 1, 64))(se)
se = L.Dense(64 // 16, activation='relu', use_bias=False)(se)
se = L.Dense(64, activation='sigmoid', use_bias=False)(se)
x = L.Multiply()([x, se])
x = L.GlobalAveragePooling2D()(x)
out = L.Dense(100, activation='softmax')(x)
model = K.Model(inp, out)
model.compile(optimizer=K.optimizers.SGD(0.1, momentum=0.9, nesterov=True), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
