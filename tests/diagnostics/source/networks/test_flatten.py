from tests.diagnostics.source.small import names, only, reading


def test_what_a_kept_layer_reads_is_kept_though_something_else_reads_it_too():
    model = only("""
        i = keras.Input((4,))
        a = layers.Dense(5, name='a')(i)
        print(unknown(a))
        b = layers.Dense(6, name='lost')(a)
        m = keras.Model(i, layers.Dense(2, name='out')(i))
    """)
    assert names(model) == ["input_layer", "a", "lost", "out"]


def test_a_chain_that_something_else_reads_is_left_out_whole():
    model = only("""
        i = keras.Input((4,))
        x = i
        for _ in range(50):
            x = layers.Dense(5)(x)
        unknown(x)
        m = keras.Model(i, layers.Dense(2, name='out')(i))
    """)
    assert names(model) == ["input_layer", "out"]


def test_what_leads_to_another_network_is_left_out():
    models = reading("""
        i = keras.Input((4,))
        a = layers.Dense(5, name='a')(i)
        m = keras.Model(i, layers.Dense(2, name='out')(i))
        m.compile('adam', 'mse')
        other = keras.Model(i, layers.Dense(1, name='other')(a))
        other.compile('adam', 'mse')
    """).models
    assert [names(model) for model in models] == [["input_layer", "out"], ["input_layer", "a", "other"]]


def test_what_a_lost_layer_reads_of_another_network_is_kept():
    model = only("""
        i = keras.Input((4,))
        base = keras.Model(i, layers.Dense(5, name='base')(i))
        layers.Dense(6, name='lost')(base.output)
        m = keras.Model(i, layers.Dense(2, name='out')(i))
        m.compile('adam', 'mse')
    """)
    assert names(model) == ["input_layer", "base", "lost", "out"]
