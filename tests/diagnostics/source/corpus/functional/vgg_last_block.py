from tensorflow.keras.applications.vgg16 import VGG16, preprocess_input
from tensorflow.keras import layers as L, models as M

base = VGG16(include_top=False, weights=None, input_shape=(48, 48, 3))
for layer in base.layers[:-4]:
    layer.trainable = False
for layer in base.layers:
    print(layer, layer.trainable)

top = L.Flatten(name='flatten')(base.output)
top = L.Dense(256, activation='relu', name='fc1')(top)
top = L.Dropout(.5)(top)
top = L.Dense(7, activation='softmax', name='emotion')(top)
model = M.Model(inputs=base.input, outputs=top)
model.compile(optimizer='adam', loss='categorical_crossentropy', metrics=['accuracy'])
