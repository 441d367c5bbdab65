import pytest

from tests.diagnostics.source.small import classes, names, only, told


def test_a_model_class():
    model = only("""
        class Net(keras.Model):
            def __init__(self, units, **given):
                super(Net, self).__init__(name='net', **given)
                self.hidden = [layers.Dense(units) for _ in range(2)]
                self.drop = layers.Dropout(0.5)
                self.out = layers.Dense(2)
            def call(self, x, training=False):
                for layer in self.hidden:
                    x = layer(x)
                if training:
                    x = self.drop(x)
                return self.out(x)
        m = Net(8)
        m.build((None, 4))
        m.compile('adam', 'mse')
    """)
    assert classes(model) == ["InputLayer", "Dense", "Dense", "Dropout", "Dense"]
    assert model.layers[0].config["shape"] == [4]


def test_a_layer_class_stands_with_its_parts():
    model = only("""
        class Block(layers.Layer):
            def __init__(self, units):
                super().__init__()
                self.units = units
            def build(self, shape):
                self.d = layers.Dense(self.units + shape[-1], name='d')
            def call(self, x):
                return keras.layers.add([self.d(x), self.d(x)])
        i = keras.Input((4,))
        m = keras.Model(i, Block(8)(i))
    """)
    assert names(model)[1:] == ["block/d", "block/d_call_2", "block/add"]
    assert model.layers[1].config["units"] == 12


def test_a_class_over_a_functional_model():
    model = only("""
        class Net(keras.Model):
            def __init__(self):
                i = keras.Input((4,))
                super().__init__(i, layers.Dense(3)(i))
            def train_step(self, data):
                return {}
        m = Net()
        m.compile('adam', 'mse')
        m.fit(x, y)
    """)
    assert classes(model) == ["InputLayer", "Dense"]


def test_a_class_over_sequential_is_added_to():
    model = only("""
        class Net(keras.Sequential):
            def __init__(self):
                super().__init__([keras.Input((4,))])
                self.add(layers.Dense(3))
        m = keras.Sequential([Net(), layers.Dense(2)])
        m.compile('adam', 'mse')
    """)
    assert classes(model) == ["InputLayer", "Dense", "Dense"]


def test_a_plain_class_that_builds():
    model = only("""
        class Head:
            def __call__(self, x):
                return layers.Dense(3)(x)
        i = keras.Input((4,))
        m = keras.Model(i, Head()(i))
    """)
    assert classes(model) == ["InputLayer", "Dense"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("return self(x)", "which is a part of itself"),
        ("return self.add_weight(shape=(4,)) * x", "add_weight"),
        ("return 3", "not the output of a layer"),
        ("raise NotImplementedError", "Net"),
    ],
)
def test_what_no_layer_says_is_told(body, why):
    text = f"""
        class Net(keras.Model):
            def call(self, x):
                {body}
        m = Net()
        m.compile('adam', 'mse')
    """
    assert why in told(text)
