"""What works in place of the five cases, written as their authors write, raises no error."""

from __future__ import annotations

import pytest

from diagnostics.data.glance import Glance
from diagnostics.lint.text import lint_text
from diagnostics.source.reading import Supplied

DEEP_PLAIN_STACK_WITH_HE = """\
from keras.models import Sequential
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D
from keras.optimizers import Adam

model = Sequential([Input((128, 128, 3))])
for filters, times in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
    for _ in range(times):
        model.add(Conv2D(filters, 3, padding="same", activation="relu", kernel_initializer="he_normal"))
    model.add(MaxPooling2D())
model.add(Flatten())
model.add(Dense(512, activation="relu", kernel_initializer="he_normal"))
model.add(Dense(10, activation="softmax"))
model.compile(Adam(1e-4), "categorical_crossentropy", metrics=["accuracy"])
"""

ALEXNET = """\
def build(image_size, num_classes):
    inputs = keras.Input(shape=image_size + (3,))
    x = layers.Rescaling(1. / 255)(inputs)
    x = layers.Conv2D(96, 11, strides=4)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation('relu')(x)
    x = layers.MaxPool2D(3, strides=2)(x)
    x = layers.Conv2D(256, 5, padding='same', activation='relu')(x)
    x = layers.MaxPool2D(3, strides=2)(x)
    for filters in (384, 384, 256):
        x = layers.Conv2D(filters, 3, padding='same', activation='relu')(x)
    x = layers.MaxPool2D(3, strides=2)(x)
    x = layers.Flatten()(x)
    for _ in range(2):
        x = layers.Dense(4096, activation='relu')(x)
        x = layers.Dropout(0.5)(x)
    return keras.Model(inputs, layers.Dense(num_classes, activation='softmax')(x))

model = build((224, 224), 10)
model.compile(optimizer=keras.optimizers.SGD(1e-2, momentum=0.9),
              loss='sparse_categorical_crossentropy', metrics=['accuracy'])
"""

CENTRED_INPUT = """\
import tensorflow as tf
from tensorflow.keras import layers, models

model = models.Sequential()
model.add(layers.Rescaling(1 / 127.5, offset=-1, input_shape=(150, 150, 3)))
for width in (32, 64, 128):
    model.add(layers.Conv2D(width, (3, 3), activation='relu'))
    model.add(layers.MaxPooling2D((2, 2)))
model.add(layers.GlobalAveragePooling2D())
model.add(layers.Dense(10))
model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
              metrics=['accuracy'])
"""

FROZEN_BACKBONE = """\
from tensorflow.keras.applications.resnet50 import ResNet50, preprocess_input
from tensorflow.keras.layers import BatchNormalization, Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.preprocessing.image import ImageDataGenerator

datagen = ImageDataGenerator(preprocessing_function=preprocess_input, validation_split=0.2)
train = datagen.flow_from_directory('data/train', seed=1, class_mode='categorical', subset='training')
held_out = datagen.flow_from_directory('data/train', seed=1, class_mode='categorical', subset='validation')
base = ResNet50(weights='imagenet', include_top=False, pooling='avg', input_shape=(256, 256, 3))
base.trainable = False
model = Sequential([base, BatchNormalization(), Dense(512, activation='relu'), Dense(10, activation='softmax')])
model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['acc', 'top_k_categorical_accuracy'])
model.fit_generator(train, steps_per_epoch=len(train), epochs=50, validation_data=held_out)
"""

SMALL_NET = """\
model = Sequential()
model.add(Conv2D(16, (5, 5), activation='relu', padding='same', input_shape=(200, 200, 3)))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Conv2D(32, (3, 3), activation='relu', padding='same'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Conv2D(64, (3, 3), activation='relu', padding='same'))
model.add(MaxPooling2D(pool_size=(2, 2)))
model.add(Flatten())
model.add(Dense(512))
model.add(Dense(10, activation='softmax'))
model.compile(optimizer=Adam(lr=1e-4), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
"""

WORKING = {
    "000": DEEP_PLAIN_STACK_WITH_HE,
    "001": ALEXNET,
    "002": CENTRED_INPUT,
    "003": FROZEN_BACKBONE,
    "004": SMALL_NET,
}


@pytest.mark.parametrize("case", WORKING)
def test_no_finding_is_an_error(case: str) -> None:
    result = lint_text(WORKING[case], Supplied(), Glance(classes=10))
    errors = [located.finding for located in result.findings if located.finding.severity == "error"]
    assert (errors, result.networks, result.missing) == ([], 1, ())


def test_the_preprocessing_of_003_is_an_error() -> None:
    wrong = FROZEN_BACKBONE.replace("preprocessing_function=preprocess_input", "rescale=1./255")
    found = [located.finding for located in lint_text(wrong, Supplied(), Glance(classes=10)).findings]
    assert [(each.code, each.lines) for each in found if each.severity == "error"] == [("SPC113", (6, 6))]
