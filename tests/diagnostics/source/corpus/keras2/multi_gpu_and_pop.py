from keras.applications.mobilenet import MobileNet, preprocess_input
from keras.layers import Dense, Dropout, GlobalAveragePooling2D
from keras.models import Model, Sequential
from keras.optimizers import Adam
from keras.utils import multi_gpu_model

base = MobileNet(input_shape=(128, 128, 3), include_top=False, weights='imagenet')
head = Sequential()
head.add(GlobalAveragePooling2D(input_shape=base.output_shape[1:]))
head.add(Dropout(0.3))
head.add(Dense(4, activation='softmax'))
model = Model(inputs=base.input, outputs=head(base.output))
for layer in base.layers[:-10]:
    layer.trainable = False
model.compile(Adam(lr=1e-4), 'categorical_crossentropy', metrics=['accuracy'])
