from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import *

def conv_block(model, n_filters, first=False, **kw):
    if first:
        model.add(Conv2D(n_filters, 3, padding='same', input_shape=(48, 48, 1), **kw))
    else:
        model.add(Conv2D(n_filters, 3, padding='same', **kw))
    model.add(BatchNormalization())
    model.add(Activation('relu'))
    model.add(MaxPool2D())

def add_head(model):
    model.add(GlobalAveragePooling2D())
    model.add(Dense(7, activation='softmax'))

emotions = Sequential(name='emotions')
conv_block(emotions, 32, first=True)
conv_block(emotions, 64, use_bias=False)
conv_block(emotions, 128, kernel_initializer='he_uniform')
add_head(emotions)
emotions.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])
