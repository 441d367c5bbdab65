from keras.layers import Input, Convolution2D, MaxPooling2D, ZeroPadding2D, AveragePooling2D, merge, Dense, Flatten, Activation
from keras.layers.normalization import BatchNormalization
from keras.models import Model


def identity_block(input_tensor, kernel_size, filters, stage, block):
    nb_filter1, nb_filter2, nb_filter3 = filters
    conv_name_base = 'res' + str(stage) + block + '_branch'
    bn_name_base = 'bn' + str(stage) + block + '_branch'
    x = Convolution2D(nb_filter1, 1, 1, name=conv_name_base + '2a')(input_tensor)
    x = BatchNormalization(axis=3, name=bn_name_base + '2a')(x)
    x = Activation('relu')(x)
    x = Convolution2D(nb_filter2, kernel_size, kernel_size, border_mode='same', name=conv_name_base + '2b')(x)
    x = BatchNormalization(axis=3, name=bn_name_base + '2b')(x)
    x = Activation('relu')(x)
    x = Convolution2D(nb_filter3, 1, 1, name=conv_name_base + '2c')(x)
    x = BatchNormalization(axis=3, name=bn_name_base + '2c')(x)
    x = merge([x, input_tensor], mode='sum')
    x = Activation('relu')(x)
    return x


img_input = Input(shape=(64, 64, 3))
x = ZeroPadding2D((3, 3))(img_input)
x = Convolution2D(64, 7, 7, subsample=(2, 2), name='conv1')(x)
x = BatchNormalization(axis=3, name='bn_conv1')(x)
x = Activation('relu')(x)
x = MaxPooling2D((3, 3), strides=(2, 2))(x)
for b in 'abc':
    x = identity_block(x, 3, [16, 16, 64], stage=2, block=b)
x = AveragePooling2D((7, 7), name='avg_pool')(x)
x = Flatten()(x)
x = Dense(10, activation='softmax', name='fc10')(x)
model = Model(img_input, x)
model.compile('sgd', 'categorical_crossentropy')
