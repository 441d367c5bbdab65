import pandas as pd
import numpy as np
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.model_selection import train_test_split
import tensorflow as tf
from tensorflow.keras import layers, models, callbacks, optimizers

SEED = 42
tf.random.set_seed(SEED)
cardinalities = {'store': 1115, 'dow': 7, 'promo': 2, 'state': 12}
NUMERIC = ['competition_distance', 'max_temp', 'min_temp']


def build(cards: dict, n_num: int, hidden=(512, 256), p: float = 0.1) -> tf.keras.Model:
    inps, embs = [], []
    for col, n in cards.items():
        inp = layers.Input(shape=(1,), name=f'{col}_in')
        dim = int(min(50, np.ceil((n + 1) / 2)))
        e = layers.Embedding(n + 1, dim, name=f'{col}_emb')(inp)
        e = layers.Reshape(target_shape=(dim,))(e)
        inps.append(inp)
        embs.append(e)
    num = layers.Input(shape=(n_num,), name='num_in')
    inps += [num]
    x = layers.Concatenate()(embs + [layers.BatchNormalization()(num)])
    for i, units in enumerate(hidden, start=1):
        x = layers.Dense(units, kernel_initializer='he_normal', name='fc%d' % i)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        x = layers.Dropout(p if i < len(hidden) else p / 2)(x)
    out = layers.Dense(1, name='sales')(x)
    return models.Model(inputs=inps, outputs=out)


model = build(cardinalities, len(NUMERIC))
model.compile(optimizer=optimizers.Adam(1e-3), loss='mae', metrics=['mse'])
cbs = [callbacks.ReduceLROnPlateau(patience=2, factor=0.5), callbacks.EarlyStopping(patience=6)]
