import pytest

from tests.diagnostics.source.small import classes, layer, messages, only, told

INPUTS = "x, y = keras.Input((4,)), keras.Input((4,))\n"


@pytest.mark.parametrize(
    ("call", "class_name", "config"),
    [
        ("layers.add([x, y], name='j')", "Add", {}),
        ("layers.concatenate([x, y], 1, name='j')", "Concatenate", {"axis": 1}),
        ("layers.concatenate([x, y], axis=1, name='j')", "Concatenate", {"axis": 1}),
        ("layers.dot([x, y], axes=1, normalize=True, name='j')", "Dot", {"axes": 1, "normalize": True}),
        ("keras.layers.merge([x, y], mode='mul', name='j')", "Multiply", {}),
        ("keras.layers.merge([x, y], 'concat', concat_axis=1, name='j')", "Concatenate", {"axis": 1}),
    ],
)
def test_functions_beside_the_classes(call, class_name, config):
    found = layer(only(f"{INPUTS}m = keras.Model([x, y], {call})"), "j")
    assert (found.class_name, found.config) == (class_name, config)


def test_older_merges_are_noted():
    model = only(f"{INPUTS}m = keras.Model([x, y], keras.layers.merge([x, y], mode='sum'))")
    assert "merge with mode 'sum' is read as Add" in messages(model)


def test_what_is_open_among_the_inputs_is_told():
    assert "unknown(x)" in told(f"{INPUTS}m = keras.Model([x, y], layers.add([unknown(x), y]))")
    assert "merge" in told(f"{INPUTS}m = keras.Model([x, y], keras.layers.merge([x, y], mode=f))")


def test_names_given_twice_make_way():
    model = only(f"{INPUTS}z = layers.add([x, y], name='j')\nm = keras.Model([x, y], layers.add([z, y]))")
    assert classes(model)[-2:] == ["Add", "Add"]
