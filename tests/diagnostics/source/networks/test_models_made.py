import pytest

from tests.diagnostics.source.small import classes, names, only, reading, told


@pytest.mark.parametrize(
    "text",
    [
        "m = keras.Sequential([keras.Input((4,)), layers.Dense(3)])",
        "m = keras.models.Sequential(layers=(keras.layers.InputLayer((4,)), layers.Dense(3)))",
        "m = keras.Sequential()\nm.add(keras.Input(shape=(4,)))\nm.add(layers.Dense(3))",
        "m = keras.Sequential()\nm.add(layers.Dense(3, input_shape=(4,)))",
        "m = keras.Sequential()\nm.add(layers.Dense(3, input_dim=4))",
        "m = keras.Sequential()\nm.add(layers.Dense(3, batch_input_shape=(None, 4)))",
        "m = keras.Sequential([layers.Dense(3)])\nm.build((None, 4))",
        "[m.add(x) for m in [keras.Sequential([keras.Input((4,))])] for x in [layers.Dense(3)]]",
        "i = keras.Input((4,))\nm = keras.Model(i, layers.Dense(3)(i))",
        "i = keras.Input((4,))\nm = keras.Model(inputs=[i], outputs=[layers.Dense(3)(inputs=i)])",
        "i = keras.Input((4,))\nm = keras.Model(input=i, output=layers.Dense(3)(i))",
        "i = keras.Input((4,))\nm = keras.Model({'a': i}, {'b': layers.Dense(3)(i)})",
        "i = keras.Input((4,))\nm = keras.models.Model(*[i, layers.Dense(3)(i)], name='x')",
    ],
)
def test_every_way_to_make_one_network(text):
    model = only(text)
    assert [(each.class_name, each.config.get("shape"), each.config.get("units")) for each in model.layers] == [
        ("InputLayer", [4], None),
        ("Dense", None, 3),
    ]
    assert model.outputs == (model.layers[-1].name,)


def test_layers_are_inserted_and_taken_out():
    model = only("""
        m = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(9)])
        m.pop()
        m.add(layers.Dense(2))
    """)
    assert [each.config.get("units") for each in model.layers] == [None, 3, 2]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("m = keras.Sequential(blocks)", "its layers are open: blocks"),
        ("m = keras.Sequential([keras.Input((4,)), unknown(3)])", "unknown(3)"),
        ("m = keras.Sequential([keras.Input((4,)), layers.Dense(3)(keras.Input((4,)))])", "the output of a layer"),
        ("i = keras.Input((4,))\nm = keras.Model(i, unknown(i))", "unknown(i)"),
        ("m = keras.Model(3, 4)", "its inputs are not outputs of layers"),
        ("m = keras.Sequential()\nif q:\n    m.add(layers.Dense(3))", "q: its layers depend on it"),
        ("m = keras.Sequential()\nm.add(m)\nm.compile('adam')", "which is a part of itself"),
        ("m = keras.Sequential()\nm.compile('adam')", "it has no layers"),
    ],
)
def test_what_cannot_be_read_is_told(text, why):
    assert why in told(text)


def test_one_that_cannot_be_read_leaves_the_others():
    found = reading("""
        a = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
        b = keras.Sequential([keras.Input((4,)), unknown()])
    """)
    assert [model.name for model in found.models] == ["a"]
    (refused,) = found.refused
    assert (refused.name, refused.line, refused.expression) == ("b", 5, "unknown()")


def test_shared_layers_and_several_inputs_and_outputs():
    model = only("""
        a, b = keras.Input((4,), name='a'), keras.Input((4,), name='b')
        d = layers.Dense(3, name='d')
        x = layers.Concatenate(name='c')([d(a), d(b)])
        m = keras.Model([a, b], [x, layers.Dense(1, name='e')(x)])
    """)
    assert names(model) == ["a", "b", "d", "d_call_2", "c", "e"]
    assert model.outputs == ("c", "e")
    assert model.layers[3].shares == "d"
    assert model.layers[4].inputs == ("d", "d_call_2")


def test_nested_models_are_flattened():
    model = only("""
        inner = keras.Sequential([keras.Input((4,)), layers.Dense(3, name='d')], name='base')
        i = keras.Input((4,))
        m = keras.Model(i, layers.Dense(2)(inner(inner(i))))
        m.compile('adam', 'mse')
    """)
    assert names(model) == ["input_layer_1", "base/d", "base/d_call_2", "dense"]
    assert classes(model)[-1] == "Dense"


def test_names_are_made_such_that_a_spec_takes_them():
    model = only("""
        i = keras.Input((4,), name='ein gang')
        x = layers.Dense(3, name='é' * 300)(i)
        x = layers.add([x, x], name='/a b')
        m = keras.Model(i, x)
    """)
    first, second, third = names(model)
    assert first == "ein_gang"
    assert set(second or "") == {"_"}
    assert len(second or "") <= 128
    assert third == "_/a_b"
