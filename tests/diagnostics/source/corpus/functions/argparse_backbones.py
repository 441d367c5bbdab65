import argparse

import tensorflow as tf
from tensorflow.keras import applications as apps

parser = argparse.ArgumentParser()
parser.add_argument('--arch', default='mobilenetv2', choices=['mobilenetv2', 'resnet50', 'small'])
parser.add_argument('--size', type=int, default=160)
parser.add_argument('--classes', type=int, default=7)
parser.add_argument('--lr', type=float, default=1e-3)
parser.add_argument('--freeze', action='store_true')
args = parser.parse_args()


def backbone(arch, size):
    kw = dict(include_top=False, input_shape=(size, size, 3), weights=None, pooling='avg')
    if arch == 'mobilenetv2':
        return apps.MobileNetV2(alpha=0.5, **kw)
    elif arch == 'resnet50':
        return apps.ResNet50(**kw)
    return tf.keras.Sequential([
        tf.keras.layers.Conv2D(16, 3, activation='relu', input_shape=(size, size, 3)),
        tf.keras.layers.GlobalMaxPooling2D()])


net = backbone(args.arch, args.size)
net.trainable = not args.freeze
inp = tf.keras.Input((args.size, args.size, 3))
h = apps.mobilenet_v2.preprocess_input(inp) if args.arch.startswith('mobilenet') else inp
h = net(h)
h = tf.keras.layers.Dropout(.2)(h)
out = tf.keras.layers.Dense(args.classes, 'softmax')(h)
model = tf.keras.Model(inp, out)
model.compile(tf.keras.optimizers.Adam(args.lr), loss='sparse_categorical_crossentropy', metrics=['acc'])
