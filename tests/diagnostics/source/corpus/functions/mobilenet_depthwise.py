from typing import Tuple
import tensorflow as tf
from tensorflow.keras import layers as tfl


def depthwise_block(x: tf.Tensor, filters: int, alpha: float = 1.0, strides: Tuple[int, int] = (1, 1), block_id: int = 1) -> tf.Tensor:
    filters = int(filters * alpha)
    if strides != (1, 1):
        x = tfl.ZeroPadding2D(((0, 1), (0, 1)), name='conv_pad_%d' % block_id)(x)
    x = tfl.DepthwiseConv2D((3, 3), padding='same' if strides == (1, 1) else 'valid', strides=strides, use_bias=False, name='conv_dw_%d' % block_id)(x)
    x = tfl.BatchNormalization(axis=-1, name='conv_dw_%d_bn' % block_id)(x)
    x = tfl.ReLU(6.0, name='conv_dw_%d_relu' % block_id)(x)
    x = tfl.Conv2D(filters, (1, 1), padding='same', use_bias=False, strides=(1, 1), name='conv_pw_%d' % block_id)(x)
    x = tfl.BatchNormalization(axis=-1, name='conv_pw_%d_bn' % block_id)(x)
    return tfl.ReLU(6.0, name='conv_pw_%d_relu' % block_id)(x)


def mini_mobilenet(classes: int, alpha: float = 0.5) -> tf.keras.Model:
    img = tfl.Input(shape=(128, 128, 3))
    x = tfl.Conv2D(int(32 * alpha), 3, strides=2, padding='same', use_bias=False, name='conv1')(img)
    x = tfl.BatchNormalization(name='conv1_bn')(x)
    x = tfl.ReLU(6., name='conv1_relu')(x)
    x = depthwise_block(x, 64, alpha, block_id=1)
    x = depthwise_block(x, 128, alpha, strides=(2, 2), block_id=2)
    x = depthwise_block(x, 128, alpha, block_id=3)
    x = depthwise_block(x, 256, alpha, strides=(2, 2), block_id=4)
    x = tfl.GlobalAveragePooling2D(keepdims=True)(x)
    x = tfl.Dropout(1e-3, name='dropout')(x)
    x = tfl.Conv2D(classes, (1, 1), padding='same', name='conv_preds')(x)
    x = tfl.Reshape((classes,), name='reshape_2')(x)
    x = tfl.Activation('softmax', name='predictions')(x)
    return tf.keras.Model(img, x, name=f'mini_mobilenet_{alpha:0.2f}')


model = mini_mobilenet(12)
model.compile(tf.keras.optimizers.Adam(3e-4), 'categorical_crossentropy', ['accuracy'])
