from diagnostics.source.interpreter.limits import Budget
from diagnostics.source.networks.graphs import Graphs
from tests.diagnostics.source.small import names_after


def test_what_a_model_is_made_of():
    found = names_after("""
        import keras
        i = keras.Input((4,))
        a, b = keras.layers.Dense(3), keras.layers.Dense(2)
        m, n = keras.Model(i, a(i)), keras.Model(i, b(a(i)))
        empty = keras.Sequential()
    """)
    graphs = Graphs(Budget())
    assert graphs.layers(found["m"]) == {id(found["a"])}
    assert graphs.layers(found["n"]) == {id(found["a"]), id(found["b"])}
    assert graphs.uses(found["m"])[0].layer.class_name == "InputLayer"
    assert graphs.uses(found["empty"]) == []
