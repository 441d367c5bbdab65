from tests.diagnostics.source.small import names_after


def test_instances_of_keras_and_of_the_text():
    found = names_after("""
        import keras
        from keras import layers
        class A(layers.Layer):
            pass
        class B(A):
            pass
        d, s, b = layers.Dense(3), keras.Sequential(), B()
        x = isinstance(d, layers.Dense), isinstance(d, layers.Conv2D), isinstance(d, layers.Layer)
        y = isinstance(s, keras.Sequential), isinstance(s, keras.Model), isinstance(d, keras.Model)
        z = isinstance(b, A), isinstance(b, (int, B)), isinstance(d, A)
    """)
    assert found["x"] == (True, False, True)
    assert found["y"] == (True, True, False)
    assert found["z"] == (True, True, False)
