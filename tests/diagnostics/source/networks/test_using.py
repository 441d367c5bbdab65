import pytest

from tests.diagnostics.source.small import classes, names, only, told


def test_lambdas_are_what_their_function_does():
    model = only("m = keras.Sequential([keras.Input((4,)), layers.Lambda(lambda t: t / 2), layers.Dense(1)])")
    assert "Lambda" not in classes(model)
    assert classes(model)[-1] == "Dense"


def test_what_a_lambda_does_that_no_layer_says_is_told():
    assert "line 3" in told("m = keras.Sequential([keras.Input((4,)), layers.Lambda(lambda t: t ** t[0])])")


def test_states_are_further_outputs():
    message = told("""
        i = keras.Input((5, 4))
        x, h, c = layers.LSTM(3, return_state=True)(i)
        m = keras.Model(i, layers.Dense(1)(h))
    """)
    assert "output 2 of LSTM" in message
    model = only("""
        i = keras.Input((5, 4))
        x, h, c = layers.LSTM(3, return_state=True)(i)
        m = keras.Model(i, layers.Dense(1)(x))
    """)
    assert classes(model) == ["InputLayer", "LSTM", "Dense"]


@pytest.mark.parametrize("call", ["d(i, training=True)", "l(s, initial_state=[s])", "d()", "d(3)"])
def test_calls_that_no_layer_of_a_list_says_are_told(call):
    text = f"""
        i, s = keras.Input((4,)), keras.Input((5, 4))
        d, l = layers.Dense(3), layers.LSTM(4)
        m = keras.Model([i, s], {call})
    """
    assert call in told(text)


def test_a_model_called_on_the_wrong_number_of_inputs_is_told():
    assert "takes 1 inputs" in told("""
        i = keras.Input((4,))
        inner = keras.Model(i, layers.Dense(3)(i), name='inner')
        m = keras.Model(i, inner([i, i]))
        m.compile('adam', 'mse')
    """)


def test_networks_in_each_other_are_told():
    text = """
        a, b = keras.Sequential(name='a'), keras.Sequential(name='b')
        a.add(b)
        b.add(a)
        a.compile('adam', 'mse')
    """
    assert "which is a part of itself" in told(text)


def test_inputs_of_another_network_are_inputs_too():
    model = only("""
        i, j = keras.Input((4,), name='i'), keras.Input((4,), name='j')
        m = keras.Model(i, layers.Dense(3, name='d')(j))
        m.compile('adam', 'mse')
    """)
    assert set(names(model)) == {"i", "j", "d"}


def test_what_a_state_is_given_to_is_told_where_it_stands():
    text = """
        i, s = keras.Input((5, 4)), keras.Input((3,))
        x, h = layers.GRU(3, return_state=True)(i, initial_state=s)
        m = keras.Model([i, s], layers.Dense(1)(x))
    """
    assert told(text).startswith("line 5: m cannot be read: layers.GRU(3, return_state=True)(i, initial_state=s)")
