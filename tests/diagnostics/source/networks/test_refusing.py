from diagnostics.source.interpreter.limits import MAX_LAYERS
from tests.diagnostics.source.small import told


def test_what_holds_code_is_told():
    message = told("m = keras.Sequential([keras.Input((4,)), layers.Lambda(unknown)])\nm.compile('adam', 'mse')")
    assert message.startswith("line 3: m cannot be read: Lambda of line 3")


def test_more_layers_than_are_read_are_told():
    message = told("""
        m = keras.Sequential([keras.Input((4,))])
        for i in range(101):
            for j in range(100):
                m.add(layers.ReLU())
        m.compile('adam', 'mse')
    """)
    assert f"at most {MAX_LAYERS:,} are read" in message
