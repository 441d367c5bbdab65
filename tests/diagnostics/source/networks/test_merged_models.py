from tests.diagnostics.source.small import classes, messages, names, only, reading, told

TOWERS = """
from keras.layers import Dense, Merge
from keras.models import Sequential
left, right = Sequential(), Sequential()
left.add(Dense(4, input_dim=3))
right.add(Dense(4, input_dim=2))
"""
MERGED = f"{TOWERS}model = Sequential()\nmodel.add(Merge([left, right], mode='concat'))\nmodel.add(Dense(1))\n"


def test_models_are_joined_at_the_start_of_a_sequential():
    model = only(MERGED)
    assert classes(model) == ["InputLayer", "Dense", "InputLayer", "Dense", "Concatenate", "Dense"]
    assert model.layers[-2].inputs == (names(model)[1], names(model)[3])
    assert "Merge is read as Concatenate" in messages(model)


def test_joined_models_are_joined_again():
    text = f"""{MERGED}third = Sequential([Dense(4, input_dim=5)])
top = Sequential([Merge([model, third], mode='concat', concat_axis=1), Dense(2)])
"""
    assert classes(only(text)).count("InputLayer") == 3


def test_without_models_it_joins_tensors():
    text = (
        "a, b = keras.Input((3,)), keras.Input((3,))\nm = keras.Model([a, b], keras.layers.Merge(mode='mul')([a, b]))"
    )
    assert classes(only(text))[-1] == "Multiply"


def test_a_mode_that_is_a_function_is_told_and_its_models_are_no_networks():
    text = MERGED.replace("'concat'", "lambda pair: pair[0]") + "model.compile('sgd', 'mse')"
    assert "Merge([left, right], mode=" in told(text)


def test_what_is_no_model_is_told():
    (refused,) = reading(MERGED.replace("[left, right]", "[left, unknown]")).refused
    assert refused.expression == "Merge([left, unknown], mode='concat')"
