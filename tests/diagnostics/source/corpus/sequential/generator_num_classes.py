import tensorflow as tf
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Conv2D, MaxPool2D, Dense, Flatten

IMAGE_SIZE = [64, 64]
train = ImageDataGenerator(rescale=1./255).flow_from_directory('d/train', target_size=IMAGE_SIZE, batch_size=8, class_mode='categorical', shuffle=True)
model = Sequential()
model.add(Conv2D(16, 3, input_shape=IMAGE_SIZE + [3], activation='relu'))
model.add(MaxPool2D())
model.add(Flatten())
model.add(Dense(train.num_classes, activation='softmax'))
model.compile('adam', loss='categorical_crossentropy', metrics=['acc'])
model.fit(train, steps_per_epoch=train.samples//train.batch_size, epochs=7)
