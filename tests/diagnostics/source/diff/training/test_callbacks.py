import pytest

from diagnostics.spec.training import Callback, EarlyStopping, ReduceOnPlateau
from tests.diagnostics.source.diff.training.compiled_program import changed, refused, trained

COMPILED = "model.compile('adam', 'categorical_crossentropy')"
STOP = Callback(early_stopping=EarlyStopping(patience=3))


@pytest.mark.parametrize(
    ("given", "come"),
    [
        ("", ", callbacks=[keras.callbacks.EarlyStopping(patience=3)]"),
        (", callbacks=[]", ", callbacks=[keras.callbacks.EarlyStopping(patience=3)]"),
        (", callbacks=[tb]", ", callbacks=[tb, keras.callbacks.EarlyStopping(patience=3)]"),
        (", callbacks=tb", ", callbacks=[tb, keras.callbacks.EarlyStopping(patience=3)]"),
    ],
)
def test_one_more(given, come):
    code = trained(
        "tb = keras.callbacks.TensorBoard()\nprint(tb)\n" + COMPILED, f"model.fit(X, y, validation_split=0.2{given})"
    )
    assert changed(code, callbacks=(STOP,))[1] == [f"model.fit(X, y, validation_split=0.2{come})"]


def test_beside_one_that_counts():
    code = trained(
        COMPILED, "model.fit(X, y, validation_data=(V, W), callbacks=[keras.callbacks.EarlyStopping(patience=3)])"
    )
    plateau = Callback(reduce_on_plateau=ReduceOnPlateau(patience=2, min_rate=1e-6))
    (come,) = changed(code, callbacks=(STOP, plateau))[1]
    assert come.endswith("(patience=3), keras.callbacks.ReduceLROnPlateau(patience=2, min_lr=1e-6)])")


def test_another_setting_of_one_gives_no_diff():
    code = trained(COMPILED, "model.fit(X, y, callbacks=[keras.callbacks.EarlyStopping(patience=5)])")
    assert refused(code, callbacks=(STOP,)).reason == "a callback that the text has would have to change"


def test_without_validation_data_there_is_nothing_to_watch():
    found = refused(trained(COMPILED, "model.fit(X, y)"), callbacks=(STOP,))
    assert found.reason == "fit is given no validation data for the callback to watch"
