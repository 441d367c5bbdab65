import libcst as cst
import pytest

from diagnostics.source.diff.edits import Edits
from diagnostics.source.diff.errors import NotExpressible
from diagnostics.source.diff.naming import Naming
from diagnostics.source.diff.tree import Tree


def spelled(code, module="layers", class_name="ReLU", near=None):
    """The name for a class, and what the text becomes for it."""
    tree, edits = Tree(code), Edits(code)
    naming = Naming(tree, edits)
    neighbour = cst.parse_expression(near) if near else None
    if neighbour is not None:
        neighbour = next(call.func for call in tree.every(cst.Call) if tree.text(call.func) == near)
    name = naming.spelled(module, class_name, neighbour)
    naming.write_imports()
    return name, edits.made()


@pytest.mark.parametrize(
    ("code", "near", "name"),
    [
        ("import keras\nkeras.layers.Dense(1)\n", "keras.layers.Dense", "keras.layers.ReLU"),
        ("import tensorflow as tf\ntf.keras.layers.Dense(1)\n", "tf.keras.layers.Dense", "tf.keras.layers.ReLU"),
        ("from keras import layers as L\nL.Dense(1)\n", None, "L.ReLU"),
        ("layers.Dense(1)\n", "layers.Dense", "layers.ReLU"),
        (
            "from keras import layers\nlayers.experimental.preprocessing.Rescaling(1)\n",
            "layers.experimental.preprocessing.Rescaling",
            "layers.ReLU",
        ),
        ("from keras.layers import *\nDense(1)\n", "Dense", "ReLU"),
        ("import tensorflow as tf\nfrom tensorflow.keras.layers import Dense, ReLU as R\nDense(1)\n", "Dense", "R"),
        ("Dense(1)\n", "Dense", "ReLU"),
        ("x = keras.Input(3)\n", None, "keras.layers.ReLU"),
        ("import numpy as np\nx = tf.keras.Input(3)\n", None, "tf.keras.layers.ReLU"),
    ],
)
def test_names_that_the_text_has(code, near, name):
    assert spelled(code, near=near) == (name, code)


@pytest.mark.parametrize(
    ("imports", "module", "made"),
    [
        ("from keras.layers import Dense\n", "layers", "from keras.layers import Dense, ReLU\n"),
        (
            "from tensorflow.keras.layers import (\n    Dense,\n)\n",
            "layers",
            "from tensorflow.keras.layers import (\n    Dense,\n    ReLU,\n)\n",
        ),
        (
            "from keras.layers.core import Dense\n",
            "layers",
            "from keras.layers.core import Dense\nfrom keras.layers import ReLU\n",
        ),
        (
            "from tensorflow.keras.models import Sequential\nimport numpy\n",
            "optimizers.schedules",
            "from tensorflow.keras.models import Sequential\n"
            "from tensorflow.keras.optimizers.schedules import ReLU\nimport numpy\n",
        ),
        ("from keras.layers import Dense", "layers", "from keras.layers import Dense, ReLU"),
        ("from keras.models import Model", "layers", "from keras.models import Model\nfrom keras.layers import ReLU"),
        (
            "import tensorflow as tf\nfrom keras.models import Model\n",
            "layers",
            "import tensorflow as tf\nfrom keras.models import Model\nfrom keras.layers import ReLU\n",
        ),
    ],
)
def test_names_that_are_imported(imports, module, made):
    assert spelled(imports, module) == ("ReLU", made)


def test_one_line_brings_several_names():
    code = "from keras.layers import Dense\n"
    tree, edits = Tree(code), Edits(code)
    naming = Naming(tree, edits)
    for name in ("ReLU", "Dropout", "ReLU"):
        naming.spelled("layers", name)
    naming.write_imports()
    assert edits.made() == "from keras.layers import Dense, ReLU, Dropout\n"


def test_an_import_inside_a_function_keeps_to_it():
    code = "def build():\n    from keras.models import Model\n    return Model()\n"
    assert spelled(code)[1].endswith("    from keras.layers import ReLU\n    return Model()\n")


def test_a_name_that_the_text_uses_for_something_else():
    with pytest.raises(NotExpressible, match="the text uses the name 'ReLU' for something of its own"):
        spelled("from keras.layers import Dense\nclass ReLU: ...\n")


def test_a_text_without_keras():
    with pytest.raises(NotExpressible, match="imports nothing of Keras"):
        spelled("import tensorflow.compat.v1 as old\nfrom tensorflow import nn\n", "layers")
