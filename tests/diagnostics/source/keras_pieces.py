"""Pieces of Keras programs, for texts that are put together at random."""

from __future__ import annotations

from functools import cache

from diagnostics.graph import keras_tables
from diagnostics.source.interpreter.plain_functions import PLAIN_FUNCTIONS
from diagnostics.source.networks.known_functions import KNOWN


def _words(text: str) -> list[str]:
    return text.split()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


HEADER = """
import keras, tensorflow as tf, numpy as np, itertools, functools, json, collections, math, argparse
from keras import layers, Model, Sequential
"""
NAMES = _words("a b x y model layer inputs f A self x_train n_classes q")
ATTRIBUTES = _words("""
    shape layers output input inputs trainable name add compile fit get_layer pop append extend insert items keys values
    get update setdefault format join split replace lower index count copy reverse output_shape learning_rate optimizer
    build call summary T astype reshape ndim size map batch flow flow_from_directory fit_generator class_indices value
    __class__ __init__ __name__ get_config load_weights set_weights config units parse_args add_argument evaluate a b f
    num_classes
""")
KEYWORDS = _words("""
    units filters kernel_size activation input_shape shape name rate padding strides axis optimizer loss metrics epochs
    x y batch_size validation_split callbacks class_weight inputs outputs weights include_top pooling classes input_dim
    key mode input_length batch_input_shape return_state return_sequences layer training learning_rate lr decay values
    boundaries dtype trainable size target_size rescale test_size num_classes kernel_initializer layers input_tensor
    alpha index default border_mode nb_row nb_col initial_state maxlen num_heads key_dim function output_dim patience
""")
OPERATORS = ["not in", "is not", *_words("+ - * / // % ** @ << >> & | ^ and or == != < > is in")]
CONSTANTS = [
    *_words("0 1 -1 3 32 0.5 1e300 None True False 'relu' 'same' 'adam' 'mse' '' '\\ud800' b'x' 1j ... [] () {} (4,)"),
    *_words("(None,) int len keras layers.Dense layers.Dense(3) layers.LSTM(4) float('nan') float('inf') range(3)"),
    *_lines("""
        2 ** 2000
        2 ** 63
        'a b'
        (28, 28, 1)
        [None, 3]
        [1, [2, 'x']]
        {'a': 1}
        {1, 2}
        range(10 ** 30)
        (lambda: 0)
        (lambda x: x)
        (lambda *a, **b: a)
        keras.Input((4,))
        keras.Input((8, 8, 3))
        Sequential([keras.Input((4,)), layers.Dense(3)])
        np.zeros((9, 4))
        '{} {a}'
        '%s %d'
    """),
]
_OFTEN = _words("""
    Sequential Model keras.Input layers.Dense layers.Conv2D layers.Flatten layers.LSTM layers.Bidirectional layers.RNN
    keras.optimizers.Adam keras.optimizers.SGD keras.losses.BinaryCrossentropy keras.callbacks.EarlyStopping tf.nn.relu
    keras.optimizers.schedules.ExponentialDecay keras.optimizers.schedules.PiecewiseConstantDecay tf.reshape super
    keras.callbacks.ReduceLROnPlateau keras.ops.concatenate keras.ops.add keras.applications.MobileNet unknown
    layers.Convolution2D layers.merge keras.metrics.Accuracy keras.regularizers.L2 keras.initializers.HeNormal
    keras.applications.vgg16.preprocess_input layers.TimeDistributed keras.activations.relu
""")
BASES = ["", "(keras.Model)", "(layers.Layer)", "(Sequential)", "(A)", "(unknown, A)", "(layers.Dense)"]

# In what follows E is an expression, G what stands in the brackets of a call, N a name, A an attribute, C something
# that is called, O an operator, T what is assigned to, H the bases of a class and B a block.
EXPRESSIONS = _lines("""
    C(G)
    C(G)
    C(G)
    C(G)(x)
    C(G)(N)
    C(G)(G)
    C(G)(E)
    N.A(G)
    N.A(G)
    (E).A(G)
    (E)(G)
    (E).A
    (E)[E]
    (E)[E:E]
    (E) O (E)
    -(E)
    not (E)
    (E if E else E)
    [E, E]
    (E, *(E))
    {E, E}
    {E: E, **(E)}
    [E for N in (E) if E]
    {E: E for N in (E)}
    (lambda N, *args, c=1, **d: E)
    (N := E)
    f'{N} {N:>5} {N!r}'
    '{} {N}'.format(G)
""")
TARGETS = ["N", "N", "N", "N.A", "N[E]", "N, *N", "N, (N, N)"]
STATEMENTS = _lines("""
    T = E
    T = E
    T = E
    N += E
    N |= E
    N *= E
    E
    E
    x = C(G)(x)
    x = C(G)(x)
    model.add(E)
    model = Model(E, E)
    model.compile(G)
    model.fit(G)
    N.trainable = E
""")
ENDS = _lines("""
    return a
    return
    yield x
    yield
    yield from a
    raise a
    break
    continue
    pass
    del a
    global a, f
    nonlocal b
    import a.b as x
    from keras.layers import *
    super().__init__(a, x)
""")
COMPOUND = [
    "for T in (E):\nB\nelse:\nB",
    "while a < E:\nB",
    "if E:\nB\nelse:\nB",
    "def f(a, b=E, *c, **d):\nB",
    "async def f():\nB",
    "@N\ndef N(x=1):\nB",
    "@property\ndef N(a):\nB",
    "class N H:\nB",
    "class N H:\n    def __init__(self, x=1, *c):\n        super().__init__()\n    B\n    def call(self, x):\n    B",
    "class N H:\n    def f(self, x=1):\n    B\n    def build(self, x):\n    B",
    "try:\nB\nexcept Exception as a:\nB\nfinally:\nB",
    "with E as N:\nB",
    "match E:\n    case 1 | 'x':\n    B\n    case _:\n    B",
]


@cache
def called() -> list[str]:
    """All that the reader knows to be called, what programs call most many times."""
    native = sorted(name for name, value in PLAIN_FUNCTIONS.items() if hasattr(value, "call"))
    layers = [f"layers.{name}" for name in sorted(keras_tables.names("layers"))]
    return [*_OFTEN * 4, *sorted(KNOWN), *native, *layers]
