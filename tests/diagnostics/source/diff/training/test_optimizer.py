from diagnostics.graph.resolve import whole_object
from diagnostics.spec.training import Schedule
from tests.diagnostics.source.diff.training.compiled_program import changed, clipped, refused, trained

RATE = Schedule(constant=1e-4)
STRING = trained("model.compile(loss='categorical_crossentropy', optimizer='sgd')")
CALL = trained("model.compile(keras.optimizers.Adam(1e-3, clipnorm=0.001), 'categorical_crossentropy')")
VARIABLE = trained("opt = keras.optimizers.SGD(momentum=0.9)\nmodel.compile(loss='mse', optimizer=opt)")


def test_a_name_becomes_an_object():
    assert changed(STRING, learning_rate=RATE)[1] == [
        "model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.SGD(learning_rate=1e-4))"
    ]


def test_a_usual_rate_is_not_written():
    assert clipped(STRING, clipnorm=1.0)[1] == [
        "model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.SGD(clipnorm=1.0))"
    ]


def test_a_rate_by_position():
    assert changed(CALL, learning_rate=RATE)[1] == [
        "model.compile(keras.optimizers.Adam(1e-4, clipnorm=0.001), 'categorical_crossentropy')"
    ]


def test_a_bound_that_goes():
    assert clipped(CALL, clipnorm=None)[1] == ["model.compile(keras.optimizers.Adam(1e-3), 'categorical_crossentropy')"]


def test_an_object_in_a_variable():
    assert changed(VARIABLE, learning_rate=RATE) == (
        ["opt = keras.optimizers.SGD(momentum=0.9)"],
        ["opt = keras.optimizers.SGD(momentum=0.9, learning_rate=1e-4)"],
    )


def test_an_optimizer_that_is_not_stated_is():
    code = trained("model.compile(loss='categorical_crossentropy')")
    _, come = changed(code, optimizer=whole_object("optimizers", "Adam", {}), learning_rate=RATE)
    assert come == [
        "model.compile(loss='categorical_crossentropy', optimizer=keras.optimizers.Adam(learning_rate=1e-4))"
    ]


def test_another_class_of_optimizer():
    assert changed(CALL, optimizer=whole_object("optimizers", "SGD", {}))[1] == [
        "model.compile(keras.optimizers.SGD(learning_rate=0.001), 'categorical_crossentropy')"
    ]


def test_an_optimizer_made_elsewhere_gives_no_diff():
    code = trained("opt = keras.optimizers.Adam()\nprint(opt)\nmodel.compile(opt, 'mse')")
    assert refused(code, learning_rate=RATE).reason == "line 5 gives an optimizer that is made elsewhere"


def test_a_model_without_compile_gives_no_diff():
    assert refused(trained(""), learning_rate=RATE).reason == "the text has no calls of compile to change"
