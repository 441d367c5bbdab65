from tensorflow.keras import layers, models
from tensorflow.keras.datasets import cifar10
from tensorflow.keras.utils import to_categorical


def prepare():
    (xt, yt), (xv, yv) = cifar10.load_data()
    return xt / 255., to_categorical(yt, 10), xv / 255., to_categorical(yv, 10)


def net(classes=10):
    m = models.Sequential(name='net')
    m.add(layers.Input(shape=(32, 32, 3)))
    m.add(layers.Conv2D(32, (3, 3), activation='relu', padding='same'))
    m.add(layers.MaxPooling2D((2, 2)))
    m.add(layers.Flatten())
    m.add(layers.Dense(64, activation='relu'))
    m.add(layers.Dense(classes, activation='softmax'))
    return m


X_train, Y_train, X_test, Y_test = prepare()
model = net()
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(X_train, Y_train, epochs=10, batch_size=64, validation_data=(X_test, Y_test))
