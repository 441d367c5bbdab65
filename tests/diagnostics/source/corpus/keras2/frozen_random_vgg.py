from keras.applications.vgg16 import VGG16
from keras.layers import Dense, Flatten, Dropout
from keras.models import Model
from keras import optimizers

model_vgg = VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
for layer in model_vgg.layers:
    layer.trainable = False

x = Flatten(name='flatten')(model_vgg.output)
x = Dense(128, activation='relu', name='fc1')(x)
x = Dropout(0.5)(x)
x = Dense(8, activation='softmax', name='predictions')(x)
model = Model(inputs=model_vgg.input, outputs=x)
model.compile(loss="categorical_crossentropy", optimizer=optimizers.SGD(lr=0.001, momentum=0.9), metrics=["accuracy"])
