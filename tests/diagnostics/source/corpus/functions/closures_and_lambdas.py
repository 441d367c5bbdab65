from keras import Input, Model, layers
from functools import partial

MyDense = partial(layers.Dense, activation="elu", kernel_initializer="he_normal")
norm = lambda: layers.BatchNormalization(momentum=0.95)


def stage(units, rate=0.1):
    def apply(t):
        t = MyDense(units)(t)
        t = norm()(t)
        return layers.Dropout(rate)(t)
    return apply


inp = Input(shape=(50,))
x = inp
for f in (stage(64), stage(32, rate=0.2), stage(16, 0.3)):
    x = f(x)
out = layers.Dense(1)(x)
model = Model(inp, out)
model.compile(optimizer="adam", loss="mae")
