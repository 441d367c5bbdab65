from keras import Input, Model, layers as l
i = Input((12,))
o = l.Dense(5, activation="softmax")(l.Dropout(.25)(l.Dense(24, "relu")(l.BatchNormalization()(i))))
Model(i, o).compile(loss="categorical_crossentropy", optimizer="adamw")
