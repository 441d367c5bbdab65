import pytest

from tests.diagnostics.source.diff.training.compiled_program import changed, refused, trained

COMPILED = "model.compile('adam', 'categorical_crossentropy')"


@pytest.mark.parametrize(
    ("fitted", "settings", "come"),
    [
        ("model.fit(X, y, epochs=50)", {"epochs": 7}, "model.fit(X, y, epochs=7)"),
        ("model.fit(X, y, 64, 50)", {"epochs": 7}, "model.fit(X, y, 64, 7)"),
        ("model.fit(X, y, nb_epoch=50)", {"epochs": 7}, "model.fit(X, y, nb_epoch=7)"),
        ("model.fit(X, y)", {"epochs": 7}, "model.fit(X, y, epochs=7)"),
        ("model.fit(X, y, epochs=2)", {"batch_size": 7}, "model.fit(X, y, epochs=2, batch_size=7)"),
        ("model.fit(X, y, shuffle=False)", {"shuffle": True}, "model.fit(X, y, shuffle=True)"),
        (
            "h = model.fit(X, y)",
            {"class_weight": {0: 1.0, 2: 2.5}},
            "h = model.fit(X, y, class_weight={0: 1.0, 2: 2.5})",
        ),
        ("model.fit(X, y, class_weight={0: 2.0, 1: 1.0})", {"class_weight": None}, "model.fit(X, y)"),
    ],
)
def test_arguments_of_fit(fitted, settings, come):
    assert changed(trained(COMPILED, fitted), **settings)[1] == [come]


def test_a_variable_that_fit_alone_reads():
    assert changed(trained(COMPILED, "EPOCHS = 5\nmodel.fit(X, y, epochs=EPOCHS)"), epochs=9)[1] == ["EPOCHS = 9"]


def test_a_model_without_fit_gives_no_diff():
    assert refused(trained(COMPILED, ""), epochs=3).reason == "the text has no calls of fit or fit_generator to change"
