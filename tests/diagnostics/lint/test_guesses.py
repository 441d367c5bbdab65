from diagnostics.lint.guesses import guesses, losses
from tests.diagnostics.lint.reading import COMPILED, healthy, made, network

OPEN = frozenset({("image", "shape"), ("conv", "filters"), ("conv", "activation"), ("conv", "kernel_size")})


def configs(model):
    return {layer.name: layer.config for layer in model.layers}


def test_a_network_that_says_all_has_no_others():
    assert list(guesses(healthy())) == [healthy()]


def test_what_is_open_takes_other_values_in_each_and_the_rest_stays():
    first, *others = guesses(healthy(open=OPEN))
    assert first == healthy(open=OPEN)
    assert [configs(other)["conv"] for other in others] == [
        {"filters": 1, "kernel_size": 1, "activation": "relu"},
        {"filters": 997, "kernel_size": 997, "activation": "linear"},
    ]
    assert all(configs(other)["image"] == {"shape": None} for other in others)
    assert all(configs(other)["answer"] == configs(first)["answer"] for other in others)


def test_switches_and_lists_take_other_values_too():
    layer = made("Dense", "answer", "x", units=4, use_bias=True, shape_of_mine=[2, 3])
    model = network(
        made("InputLayer", "x", shape=[4]), layer, open=frozenset({("answer", "use_bias"), ("answer", "shape_of_mine")})
    )
    _, once, again = (configs(each)["answer"] for each in guesses(model))
    assert (once["use_bias"], again["use_bias"]) == (False, True)
    assert (once["shape_of_mine"], again["shape_of_mine"]) == ([1, 1], [997, 997])


def test_a_loss_that_is_not_stated_is_one_of_several():
    model = healthy(training={"metrics": ["accuracy"]})
    named = [each.training.get("loss") for each in guesses(model)]
    assert named == [None, "categorical_crossentropy", "kl_divergence"]
    assert losses(model)[0] == "sparse_categorical_crossentropy"


def test_without_a_softmax_it_may_be_one_for_quantities():
    model = network(made("InputLayer", "x", shape=[4]), made("Dense", "y", "x", units=1), training={})
    assert losses(model)[0] == "mean_squared_error"
    assert {each.training["loss"] for each in list(guesses(model))[1:]} == set(losses(model)[1:])


def test_a_loss_that_is_stated_stays():
    assert all(each.training == COMPILED for each in guesses(healthy(open=OPEN)))
