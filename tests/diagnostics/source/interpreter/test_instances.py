from diagnostics.source.interpreter.values import Instance
from tests.diagnostics.source.small import names_after


def test_members_come_before_the_class():
    found = names_after("""
        class A:
            a = 1
            def __init__(self):
                self.b = 2
        x = A()
        x.a = 3
        y = x.a, x.b, A.a
    """)
    assert found["y"] == (3, 2, 1)


def test_objects_of_keras_classes_have_keras_attributes():
    found = names_after("""
        import keras
        class A(keras.Sequential):
            pass
        x = A(name='net')
        x.add(keras.layers.Dense(3, input_shape=(4,)))
        y = x.name, len(x.layers), x.output_shape
    """)
    assert isinstance(found["x"], Instance)
    assert found["y"] == ("net", 1, (None, 3))
