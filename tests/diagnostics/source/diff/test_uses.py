import pytest

from diagnostics.source.diff.applied import Applied
from diagnostics.source.diff.entrance import Entrance
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.sites import Added, Listed
from diagnostics.source.diff.uses import site_of
from tests.diagnostics.source.diff.rewritten import draft, program

HEAD = "import keras\nfrom keras import layers\n"
FUNCTIONAL = HEAD + "i = keras.Input((8,))\n{}\nmodel = keras.Model(i, layers.Dense(2)(x))\n"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("model = keras.Sequential([keras.Input((8,)), layers.ReLU()])", Listed),
        ("r = layers.ReLU()\nmodel = keras.Sequential([keras.Input((8,)), r])", Listed),
        ("model = keras.Sequential()\nmodel.add(keras.Input((8,)))\nmodel.add(layers.ReLU())", Added),
        ("model = keras.Sequential()\nmodel.add(keras.Input((8,)))\nr = layers.ReLU()\nmodel.add(r)", Added),
    ],
)
def test_sequential_models(code, kind):
    assert isinstance(site_of(draft(f"{HEAD}{code}\n"), "re_lu"), kind)


@pytest.mark.parametrize(
    ("line", "variable"),
    [
        ("x = layers.ReLU()(i)", "x"),
        ("x = layers.Dropout(0.1)(layers.ReLU()(i))", None),
        ("r = layers.ReLU()\nx = r(i)", "x"),
        ("x = y = layers.ReLU()(i)", None),
    ],
)
def test_functional_models(line, variable):
    site = site_of(draft(FUNCTIONAL.format(line)), "re_lu")
    assert isinstance(site, Applied)
    assert site.variable == variable


def test_an_input():
    site = site_of(draft(FUNCTIONAL.format("x = layers.ReLU()(i)")), "input_layer")
    assert isinstance(site, Entrance)
    assert (site.layer.value, len(site.reads)) == ("i", 1)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (f"{HEAD}model = keras.Sequential([layers.Dense(2, input_shape=(8,))])\n", "input_layer"),
        (f"{HEAD}model = keras.Sequential([keras.Input((8,))] + [layers.ReLU() for _ in range(2)])\n", "re_lu"),
    ],
)
def test_layers_without_a_plain_place(code, name):
    with pytest.raises(NotExpressible):
        site_of(draft(code), name)


def test_a_layer_that_no_call_makes():
    with pytest.raises(NotExpressible, match="no call in the text makes layer 'other'"):
        site_of(draft(program(FUNCTIONAL.format("x = i"))), "other")
