from tensorflow import keras as K
import numpy as np


def _inception_module(x, nb_filters=32, bottleneck=32, kernel_size=41, use_bottleneck=True, activation='linear'):
    if use_bottleneck and int(x.shape[-1]) > 1:
        x_in = K.layers.Conv1D(filters=bottleneck, kernel_size=1, padding='same', activation=activation, use_bias=False)(x)
    else:
        x_in = x
    kernel_size_s = [kernel_size // (2 ** i) for i in range(3)]
    conv_list = []
    for i in range(len(kernel_size_s)):
        conv_list.append(K.layers.Conv1D(filters=nb_filters, kernel_size=kernel_size_s[i], strides=1, padding='same',
                                         activation=activation, use_bias=False)(x_in))
    max_pool = K.layers.MaxPool1D(pool_size=3, strides=1, padding='same')(x)
    conv_list.append(K.layers.Conv1D(filters=nb_filters, kernel_size=1, padding='same', use_bias=False)(max_pool))
    x = K.layers.Concatenate(axis=2)(conv_list)
    x = K.layers.BatchNormalization()(x)
    return K.layers.Activation(activation='relu')(x)


def _shortcut_layer(x, y):
    s = K.layers.Conv1D(filters=int(y.shape[-1]), kernel_size=1, padding='same', use_bias=False)(x)
    s = K.layers.BatchNormalization()(s)
    return K.layers.Activation('relu')(K.layers.Add()([s, y]))


def build_model(input_shape, nb_classes, depth=6, use_residual=True):
    input_layer = K.layers.Input(input_shape)
    x = input_layer
    input_res = input_layer
    for d in range(depth):
        x = _inception_module(x)
        if use_residual and d % 3 == 2:
            x = _shortcut_layer(input_res, x)
            input_res = x
    gap = K.layers.GlobalAveragePooling1D()(x)
    out = K.layers.Dense(nb_classes, activation='softmax')(gap)
    model = K.models.Model(inputs=input_layer, outputs=out)
    model.compile(loss='categorical_crossentropy', optimizer=K.optimizers.Adam(), metrics=['accuracy'])
    return model


model = build_model((187, 1), 5)
