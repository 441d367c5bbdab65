import numpy as np
from sklearn.preprocessing import LabelEncoder
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout
from tensorflow.keras.utils import to_categorical

X = np.load("features.npy")
labels = np.load("labels.npy", allow_pickle=True)

encoder = LabelEncoder()
y = to_categorical(encoder.fit_transform(labels))

def build(n_in, n_out):
    m = Sequential()
    m.add(Dense(64, activation="relu", input_dim=n_in))
    m.add(Dropout(0.4))
    m.add(Dense(n_out, activation="softmax"))
    m.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return m

net = build(X.shape[1], len(encoder.classes_))
net.fit(X, y, epochs=60, batch_size=16, validation_split=0.2)
