from tensorflow.keras import Sequential, layers, initializers
m = Sequential([layers.Input((64,))])
for i in range(5):
    m.add(layers.Dense(128, activation='relu', kernel_initializer=initializers.RandomNormal(0., 1.), name=f'h{i}'))
m.add(layers.Dense(2, activation='softmax'))
m.compile('adam', 'sparse_categorical_crossentropy')
