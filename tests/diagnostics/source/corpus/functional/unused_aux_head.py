from keras import layers as kl, Model
img = kl.Input((32, 32, 3))
f = kl.Conv2D(32, 3, activation='relu')(img)
f = kl.MaxPooling2D()(f)
f = kl.Flatten()(f)
main = kl.Dense(10, activation='softmax', name='main')(f)
aux = kl.Dense(10, activation='softmax', name='aux')(f)
model = Model(inputs=img, outputs=main)
model.compile('adam', 'categorical_crossentropy', metrics=['accuracy'])
