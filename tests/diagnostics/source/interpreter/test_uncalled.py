from tests.diagnostics.source.small import names, only, reading


def test_a_builder_that_nothing_calls_is_read_with_open_parameters():
    text = """
        def build_model(units, num_classes):
            return keras.Sequential([keras.Input((4,)), layers.Dense(units), layers.Dense(num_classes)])
    """
    model = only(text, define={"units": 8}, classes=3)
    assert model.name == "build_model"
    assert [each.config.get("units") for each in model.layers] == [None, 8, 3]
    assert model.missing == ()
    assert [each.expression for each in only(text).missing] == ["units", "num_classes"]


def test_a_builder_that_is_called_is_not_read_again():
    assert len(reading("""
        def build(units=3):
            return keras.Sequential([keras.Input((4,)), layers.Dense(units)])
        a = build(5)
    """).models) == 1  # fmt: skip


def test_a_method_that_builds_is_called_on_an_object():
    model = only("""
        class Trainer:
            def __init__(self, units=6):
                self.units = units
            def build_network(self):
                m = keras.Sequential([keras.Input((4,)), layers.Dense(self.units)])
                m.compile('adam', 'mse')
                return m
    """)
    assert model.layers[-1].config["units"] == 6


def test_a_model_class_that_nothing_makes():
    model = only("""
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.out = layers.Dense(2)
            def call(self, x):
                return self.out(x)
    """)
    assert names(model)[-1] == "dense"
