from diagnostics.fixes.edit import with_configs
from diagnostics.fixes.patch import patch
from diagnostics.source.diff.program_diffs import diffs_of
from diagnostics.source.diff.resolved import resolved
from diagnostics.source.read import read
from diagnostics.source.reading import Supplied
from diagnostics.spec.model import Source
from tests.diagnostics.source.diff.rewritten import patched_by_program, program

CODE = program("""
    import keras
    def build(units):
        return keras.Sequential([keras.Input((8,)), keras.layers.Dense(units, activation='relu')])
    one = build(4)
    two = build(8)
    three = keras.Sequential([keras.Input((8,)), keras.layers.Dense(classes, activation='tanh')])
""")
SUPPLIED = Supplied({"classes": 3})


def diffs(name, *changes):
    before = next(model for model in read(CODE, SUPPLIED).models if model.name == name)
    spec = resolved(before)
    dense = next(layer.name for layer in spec.model.layers if layer.class_name == "Dense")
    patches = [patch(spec, with_configs(spec, {dense: change}) or spec) for change in changes]
    return diffs_of(Source(text=CODE, define=dict(SUPPLIED.define), model=name), SUPPLIED, patches)


def test_each_patch_has_its_diff():
    elu, narrow = diffs("three", {"activation": "elu"}, {"use_bias": False})
    assert "Dense(classes, activation='elu')" in patched_by_program(CODE, elu.diff)
    assert "Dense(classes, activation='tanh', use_bias=False)" in patched_by_program(CODE, narrow.diff)


def test_another_network_does_not_change():
    (found,) = diffs("one", {"activation": "elu"})
    assert (found.diff, found.reason) == (None, "'two', another network of the program, would change too")


def test_a_program_that_cannot_be_read():
    (found,) = diffs_of(Source(text="x = 1"), Supplied(), [()])
    assert found.diff is None
    assert found.reason == "the program could not be read: no Keras model is made in this text"
