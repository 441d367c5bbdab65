from keras import Sequential, layers, datasets, utils, optimizers

(xtr, ytr), (xte, yte) = datasets.mnist.load_data()
xtr = xtr.reshape(60000 if len(xtr) == 60000 else len(xtr), 784) / 255
xte = xte.reshape(-1, 784) / 255
ytr = utils.to_categorical(ytr); yte = utils.to_categorical(yte)

m = Sequential([layers.Input((784,)), layers.Dense(64, 'relu'), layers.BatchNormalization(), layers.Dense(64, 'relu'), layers.Dense(10, 'softmax')])
m.compile(optimizers.SGD(0.01), 'categorical_crossentropy', ['accuracy'])
m.fit(xtr, ytr, 1, 3, validation_data=(xte, yte))
