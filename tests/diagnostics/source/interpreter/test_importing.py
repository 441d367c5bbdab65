import pytest

from diagnostics.source.interpreter.values import Module
from diagnostics.source.networks.network import LayerClass
from tests.diagnostics.source.small import names_after

DENSE = LayerClass("Dense", "Dense")


@pytest.mark.parametrize(
    "text",
    [
        "from keras.layers import Dense as a",
        "import keras\na = keras.layers.Dense",
        "import tensorflow as tf\na = tf.keras.layers.Dense",
        "import tensorflow.keras.layers as L\na = L.Dense",
        "import tensorflow.keras\na = tensorflow.keras.layers.Dense",
        "from tensorflow import keras as k\na = k.layers.Dense",
        "from tensorflow.python.keras.layers import Dense as a",
        "from keras.layers.core import Dense as a",
        "from tensorflow.compat.v1.keras.layers import Dense as a",
        "from keras.layers import *\na = Dense",
        "from tensorflow.keras import layers\na = layers.Dense",
    ],
)
def test_every_way_to_import_a_layer(text):
    assert names_after(text)["a"] == DENSE


def test_what_is_not_known_is_a_module():
    found = names_after("import a.b, c.d as e\nfrom . import f\nfrom ..g import h")
    assert found == {"a": Module("a"), "e": Module("c.d"), "f": Module("f"), "h": Module("g.h")}


def test_stars_are_so_many_and_each_once():
    found = names_after("\n".join(f"from a{i % 200} import *" for i in range(400)) + "\nfrom keras.layers import *")
    assert found == {}


def test_a_dotted_name_grows_so_far_only():
    found = names_after("import tensorflow as a\nfor i in range(1000):\n    a = a.contrib")
    assert len(getattr(found["a"], "path", "")) < 300
