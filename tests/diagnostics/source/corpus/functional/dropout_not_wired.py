import tensorflow as tf
from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Dense, Dropout, BatchNormalization

i = Input(shape=(40,))
h1 = Dense(64, activation='relu')(i)
h1_drop = Dropout(0.3)(h1)
h2 = Dense(64, activation='relu')(h1)
h2_drop = Dropout(0.3)(h2)
o = Dense(3, activation='softmax')(h2_drop)
net = Model(i, o)
net.compile(loss=tf.keras.losses.sparse_categorical_crossentropy, optimizer=tf.keras.optimizers.Adam(learning_rate=0.0005))
