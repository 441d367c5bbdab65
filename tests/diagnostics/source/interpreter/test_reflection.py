from diagnostics.source.interpreter.values import Native
from diagnostics.source.networks.network import LayerClass
from tests.diagnostics.source.small import Open, names_after, value_of


def test_attributes_by_name():
    found = names_after("""
        class A:
            units = 3
        a = A()
        setattr(a, 'rate', 0.5)
        b = getattr(a, 'units'), getattr(a, 'no', 7), hasattr(a, 'rate'), hasattr(a, 'no'), vars(a)
    """)
    assert found["b"] == (3, 7, True, False, {"rate": 0.5})


def test_what_lies_outside_by_name():
    assert value_of("getattr(keras.layers, 'Dense')") == LayerClass("Dense", "Dense")
    assert value_of("getattr(keras.layers, unknown)") == Open("unknown")


def test_nothing_of_the_readers_own_objects_is_given():
    for expression in ("len.__globals__", "len.call", "getattr(int, '__subclasses__')", "().__class__", "vars(len)"):
        assert isinstance(value_of(expression), Open), expression
    assert isinstance(names_after("len.call = 3\nsetattr(len, 'call', 4)\na = len")["a"], Native)


def test_no_name_of_the_text_is_one_of_the_readers():
    found = names_after("""
        import keras
        class A(keras.Model):
            def __init__(self, **given):
                super().__init__()
                setattr(self, '<model>', 1)
                self.model = self.of = self.members = 2
        a = A(**{'<returned>': 3, '<yielded>': 4})
    """)
    assert found["a"].model is not None
    assert found["a"].members["<model>"] == 1
