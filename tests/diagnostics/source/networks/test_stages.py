from tests.diagnostics.source.small import names_after, only

KERAS = "import keras\nm = keras.Sequential([keras.layers.Dense(3, input_dim=4)])\n"


def test_each_compile_begins_a_stage_and_the_first_fit_ends_it():
    text = "m.compile('sgd')\nm.compile('adam')\nm.fit(x)\nm.fit(z)\nm.compile('adam')\nm.fit(w)"
    stages = names_after(KERAS + text)["m"].stages
    assert [stage.optimizer for stage in stages] == ["sgd", "adam", "adam"]
    assert [stage.fitted is not None for stage in stages] == [False, True, True]
    assert stages[1].fitted["x"].expression == "x"


def test_arguments_by_position_and_by_older_names():
    (stage,) = names_after(KERAS + "m.compile('adam', 'mse', ['acc'])\nm.fit(x, y, 8, nb_epoch=3)")["m"].stages
    assert stage.compiled["metrics"] == ["acc"]
    assert (stage.fitted["batch_size"], stage.fitted["epochs"]) == (8, 3)
    assert set(stage.places) == {"optimizer", "loss", "loss_weights", "fit.x", "fit.y", "fit.batch_size", "fit.epochs"}


def test_a_fit_without_a_compile_is_a_stage():
    assert only("m = keras.Sequential([layers.Dense(3, input_dim=4)])\nm.fit(x, y, epochs=3)").training["epochs"] == 3
