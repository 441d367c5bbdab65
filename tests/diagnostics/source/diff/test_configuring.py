import pytest

from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.gated_cell import GatedCell
from diagnostics.fixes.leaky_activation import LeakyActivation
from diagnostics.fixes.wiring import with_class
from tests.diagnostics.source.diff.rewritten import changed_lines, diff_to, program, rewritten, rewritten_to, spec_of

CODE = program("""
    from tensorflow import keras
    UNITS = 64
    WIDE = 128
    shared = dict(activation='relu')
    model = keras.Sequential([
        keras.Input((8,)),
        keras.layers.Dense(UNITS, 'relu', kernel_regularizer=keras.regularizers.l2(1e-3), name='first'),
        keras.layers.Dense((WIDE), activation='tanh'),
        keras.layers.Dense(WIDE // 2, **shared),
        keras.layers.ReLU(),
        keras.layers.Dense(units=3, use_bias=False)
    ])
""")


def changed(changes, code=CODE):
    spec = with_configs(spec_of(code), changes)
    assert spec is not None
    return changed_lines(code, rewritten_to(code, spec))


def test_a_value_is_changed_in_place():
    assert changed({"dense": {"activation": "elu"}})[1] == ["keras.layers.Dense((WIDE), activation='elu'),"]


def test_an_activation_goes_with_its_argument():
    assert changed({"dense": {"activation": "linear"}})[1] == ["keras.layers.Dense((WIDE)),"]


def test_a_value_by_position_stays_one():
    assert changed({"first": {"activation": "linear"}})[1] == [
        "keras.layers.Dense(UNITS, 'linear', kernel_regularizer=keras.regularizers.l2(1e-3), name='first'),"
    ]


def test_a_variable_that_one_call_reads_is_changed_where_it_is_set():
    assert changed({"first": {"units": 32}}) == (["UNITS = 64"], ["UNITS = 32"])


def test_a_variable_that_others_read_is_replaced_in_the_call():
    assert changed({"dense": {"units": 32}})[1] == ["keras.layers.Dense(32, activation='tanh'),"]


def test_an_object_is_called_by_a_name_that_the_text_has():
    l1 = {"class_name": "L1", "config": {"l1": 0.5}}
    assert changed({"dense_2": {"kernel_regularizer": l1}})[1] == [
        "keras.layers.Dense(units=3, use_bias=False, kernel_regularizer=keras.regularizers.L1(l1=0.5))"
    ]


def test_an_object_without_a_name_in_the_text_is_written_out():
    code = program("""
        from keras.models import Sequential
        from keras.layers import Dense
        model = Sequential([Dense(4, input_shape=(2,))])
    """)
    start = {"class_name": "HeNormal", "config": {"seed": 3}}
    _, come = changed({"dense": {"kernel_initializer": start}}, code)
    written = "{'class_name': 'HeNormal', 'config': {'seed': 3}}"
    assert come == [f"model = Sequential([Dense(4, input_shape=(2,), kernel_initializer={written})])"]


def test_an_object_with_defaults_is_written_by_its_name():
    start = {"class_name": "HeNormal", "config": {"seed": None}}
    assert changed({"dense_2": {"kernel_initializer": start}})[1] == [
        "keras.layers.Dense(units=3, use_bias=False, kernel_initializer='he_normal')"
    ]


def test_several_changes_of_a_call():
    assert changed({"dense": {"activation": None, "use_bias": False, "units": 5}})[1] == [
        "keras.layers.Dense(5, use_bias=False),"
    ]


def test_another_class_keeps_what_still_applies():
    spec = with_class(spec_of(CODE), "re_lu", "Activation", {"activation": "tanh"})
    assert changed_lines(CODE, rewritten_to(CODE, spec))[1] == ["keras.layers.Activation('tanh'),"]


def test_cells_inside_other_layers():
    code = program("""
        from keras import Sequential
        from keras.layers import Bidirectional, Dense, Input, SimpleRNN
        model = Sequential([
            Input((5, 3)),
            Bidirectional(SimpleRNN(8, return_sequences=True, kernel_initializer='he_normal')),
            SimpleRNN(4, recurrent_dropout=0.1, name='last'),
            Dense(1),
        ])
    """)
    assert changed_lines(code, rewritten(GatedCell, code))[1] == [
        "from keras.layers import Bidirectional, Dense, Input, SimpleRNN, GRU",
        "Bidirectional(GRU(8, return_sequences=True)),",
        "GRU(4, recurrent_dropout=0.1, name='last'),",
    ]


def test_layers_that_are_nothing_but_an_activation():
    assert "keras.layers.LeakyReLU(negative_slope=0.2)," in changed_lines(CODE, rewritten(LeakyActivation, CODE))[1]


LOOP = program("""
    import keras
    model = keras.Sequential([keras.Input((8,))])
    for units in (16, 32):
        model.add(keras.layers.Dense(units, activation='relu'))
""")


def test_a_loop_changes_where_all_its_layers_do():
    wanted = {"activation": "elu"}
    assert changed({"dense": wanted, "dense_1": wanted}, LOOP)[1] == [
        "model.add(keras.layers.Dense(units, activation='elu'))"
    ]


@pytest.mark.parametrize(
    "changes", [{"dense": {"activation": "elu"}}, {"dense": {"units": 8}, "dense_1": {"units": 9}}]
)
def test_a_loop_whose_layers_change_differently_gives_no_diff(changes):
    spec = with_configs(spec_of(LOOP), changes)
    assert spec is not None
    assert diff_to(LOOP, spec).reason == "line 4 makes several layers, and they are to change differently"
