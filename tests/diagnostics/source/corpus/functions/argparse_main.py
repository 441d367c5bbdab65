#!/usr/bin/env python
import argparse
import os

os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'
import tensorflow as tf


def parse_args():
    parser = argparse.ArgumentParser(description='Train a classifier')
    parser.add_argument('--epochs', type=int, default=5)
    parser.add_argument('--batch-size', type=int, default=256)
    parser.add_argument('--lr', type=float, default=3e-3)
    parser.add_argument('--hidden', type=int, default=96, help='hidden units')
    parser.add_argument('--act', default='tanh', choices=['relu', 'tanh'])
    return parser.parse_args()


def get_data():
    (a, b), (c, d) = tf.keras.datasets.mnist.load_data()
    return a / 255., b, c / 255., d


def main():
    args = parse_args()
    x, y, xv, yv = get_data()
    model = tf.keras.Sequential([
        tf.keras.layers.Flatten(input_shape=(28, 28)),
        tf.keras.layers.Dense(args.hidden, activation=args.act),
        tf.keras.layers.Dense(10, activation='softmax'),
    ])
    model.compile(optimizer=tf.keras.optimizers.Adam(args.lr), loss='sparse_categorical_crossentropy', metrics=['accuracy'])
    model.fit(x, y, epochs=args.epochs, batch_size=args.batch_size, validation_data=(xv, yv))


if __name__ == '__main__':
    main()
