import pytest

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.unfreeze import Unfreeze
from tests.diagnostics.source.diff.rewritten import changed_lines, diff_to, program, rewritten, spec_of


@pytest.mark.parametrize(
    ("frozen", "come"),
    [
        ("hidden.trainable = False", ["hidden.trainable = True"]),
        ("hidden.trainable = (False)  # for now", ["hidden.trainable = True  # for now"]),
        ("for layer in model.layers[:2]:\n    layer.trainable = False", ["layer.trainable = True"]),
    ],
)
def test_statements_are_turned(frozen, come):
    code = program("""
        import keras
        inputs = keras.Input((8,))
        hidden = keras.layers.Dense(16, activation='relu')
        model = keras.Model(inputs, keras.layers.Dense(3)(hidden(inputs)))
    """)
    code = f"{code}{frozen}\nmodel.compile('adam', 'mse')\n"
    assert changed_lines(code, rewritten(Unfreeze, code))[1] == come


ARGUMENT = program("""
    import keras
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, trainable=False), keras.layers.Dense(3)])
""")


def test_an_argument_goes():
    assert changed_lines(ARGUMENT, rewritten(Unfreeze, ARGUMENT))[1] == [
        "model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16), keras.layers.Dense(3)])"
    ]


def test_a_layer_to_freeze_without_a_statement_gives_no_diff():
    spec = with_configs(spec_of(ARGUMENT), {"dense_1": {"trainable": False}})
    assert spec is not None
    assert diff_to(ARGUMENT, spec).reason == "the text has no statements that set trainable to True"
